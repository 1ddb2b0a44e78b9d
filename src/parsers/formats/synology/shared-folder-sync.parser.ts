import { dataBackupParser } from './data-backup-parser.ts'

/** Shared Folder Sync between two NAS. */
export const synologySharedFolderSync = dataBackupParser({
  id: 'synology-shared-folder-sync',
  type: 'Shared Folder Sync',
  what: 'sync',
  description:
    'Shared Folder Sync of Synology NAS; its subjects name no NAS. Built from the message tables of DSM in English, Dutch, German and French.',
  criteria: {
    subjectContains: [
      'Shared Folder Sync',
      'Gedeelde map synchroniseren',
      'Synchronisation du dossier partagé',
    ],
    subjectMatches: ['<outcome> - Shared Folder Sync'],
    bodyContains: ['Sync Task:', 'Sync Server:'],
  },
  examples: ['Completed - Shared Folder Sync', 'Mislukt - Gedeelde map synchroniseren'],
})
