import { dataBackupParser } from './data-backup-parser.ts'

/** The rsync, local and public cloud backups of DSM 5, before Hyper Backup. */
export const synologyNetworkBackup = dataBackupParser({
  id: 'synology-network-backup',
  type: 'Network Backup',
  what: 'network',
  description:
    'Network Backup of Synology NAS (rsync, local and public cloud backups of DSM 5). Built from the message tables of DSM in English, Dutch, German and French.',
  criteria: {
    subjectContains: [
      'Data backup on',
      'Gegevensback-up op',
      'Datensicherung auf',
      'Sauvegarde des données sur',
    ],
    subjectMatches: ['<outcome> - Data backup on <NAS>'],
    bodyContains: ['Backup Task:', 'to remote shared folder'],
  },
  examples: ['[Prefix] Completed - Data backup on NAS-01', 'Mislukt - Gegevensback-up op NAS-01'],
})
