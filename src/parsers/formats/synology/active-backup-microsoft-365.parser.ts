import { cloudTaskParser } from './cloud-task.ts'

/** Tasks of Active Backup for Microsoft 365, with one object a service. */
export const synologyActiveBackupMicrosoft365 = cloudTaskParser({
  id: 'synology-active-backup-microsoft-365',
  type: 'Active Backup for Microsoft 365',
  description:
    'Active Backup for Microsoft 365 (once Office 365) on Synology NAS; the counts of each service give the status of that service only. Built from the structure of the package and from published wordings of partial runs.',
  origin: 'vendor template',
  product: /active backup for (?:microsoft|office) 365/i,
  example: '[Prefix] Active Backup for Microsoft 365 - Backup task [Tenant] on [NAS-01] has completed',
})
