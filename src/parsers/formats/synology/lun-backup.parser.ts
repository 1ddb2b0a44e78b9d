import { dataBackupParser } from './data-backup-parser.ts'

/** Backups of a whole iSCSI LUN; the LUN is the one object. */
export const synologyLunBackup = dataBackupParser({
  id: 'synology-lun-backup',
  type: 'LUN Backup',
  what: 'lun',
  description:
    'LUN backups of Synology NAS. Built from the message tables of DSM in English, Dutch, German and French.',
  criteria: {
    subjectContains: ['LUN backup on', 'LUN-back-up op', 'LUN-Datensicherung auf', 'Sauvegarde du LUN sur'],
    subjectMatches: ['<outcome> - LUN backup on <NAS>'],
    bodyContains: ['LUN Name:'],
  },
  examples: ['Completed - LUN backup on NAS-01', 'Fehlgeschlagen - LUN-Datensicherung auf NAS-01'],
})
