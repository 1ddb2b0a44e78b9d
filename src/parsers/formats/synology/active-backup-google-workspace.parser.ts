import { cloudTaskParser } from './cloud-task.ts'

/** Tasks of Active Backup for Google Workspace, with one object a service. */
export const synologyActiveBackupGoogleWorkspace = cloudTaskParser({
  id: 'synology-active-backup-google-workspace',
  type: 'Active Backup for Google Workspace',
  description:
    'Active Backup for Google Workspace (once G Suite) on Synology NAS; the counts of each service give the status of that service only. Built from the structure of the package.',
  origin: 'vendor template',
  product: /active backup for (?:google workspace|g suite)/i,
  example: '[Prefix] Active Backup for Google Workspace - Backup task [Domain] on [NAS-01] has completed',
})
