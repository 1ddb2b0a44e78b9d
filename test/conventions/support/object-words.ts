import type { MailFields } from '../../../src/parsers/read-mail.ts'

/** What says in the row of an object that it went well, and what the product writes there when it failed. */
type RowWords = { success: RegExp; failure: string }

/** The parsers of reports in which every object has a status of its own. */
export const OBJECT_WORDS: Readonly<Record<string, RowWords>> = {
  'backupchecks-plain-report': { success: /\bsuccess\b/g, failure: 'failed' },
  'nakivo-job': { success: /\bSuccessful\b/g, failure: 'Failed' },
  'proxmox-vzdump': { success: /(?<=\s|>)ok(?=\s|<)/gi, failure: 'err' },
  'synology-active-backup': {
    success:
      /(?<=Device list|Elenco dispositivi|Liste des périphériques)(?: \(backed up successfully\))?(?=\s*:)/gi,
    failure: ' (failed)',
  },
  'synology-active-backup-google-workspace': { success: /\bsuccess: \d+/g, failure: 'success: 2, error: 1' },
  'synology-active-backup-microsoft-365': { success: /\bsuccess: \d+/g, failure: 'success: 2, error: 1' },
  'veeam-agent-policy': { success: /\bSuccess\b/g, failure: 'Failed' },
  'veeam-cloud-connect': { success: /^<tr[^>]*>/g, failure: '<tr style="background-color: #FB9895">' },
  'veeam-enterprise-manager': { success: /\bSuccess\b/g, failure: 'Error' },
  'veeam-job': { success: /\b(?:Success|OK)\b/g, failure: 'Failed' },
  'veeam-microsoft-365': { success: /\bSuccess\b/g, failure: 'Failed' },
  'veeam-protection-group-rescan': { success: /\bSuccess\b/g, failure: 'Failed' },
  'veeam-scale-out-repository': { success: /\bOK\b/g, failure: 'Offline' },
  'veeam-vspc-alarms': { success: /\b(?:Info|Resolved)\b/g, failure: 'Error' },
  'windows-server-backup-report': { success: /\bCompleted\b/g, failure: 'Failed' },
}

/** Why the objects of the other parsers' reports cannot fail on their own. */
export const WITHOUT_OBJECT_STATUS: Readonly<Record<string, readonly string[]>> = {
  'the one object of a result is what the run is about, and has its status': [
    'altaro-result',
    'synology-lun-backup',
  ],
  'what was written to tape is listed without a status': ['proxmox-backup-server-tape-backup'],
  'objects are named only where something is wrong': [
    'proxmox-backup-server-verify',
    'synology-account-protection',
  ],
  'the report names no objects': [
    'acronis-backup',
    'ahsay-alarm',
    'ahsay-backup-report',
    'backup-exec-alert',
    'bacula-bareos-job',
    'bacula-job',
    'borgmatic-event',
    'cobian-task',
    'duplicati-backup',
    'iperius-backup',
    'macrium-reflect-backup',
    'msp360-plan-report',
    'panel3-backup',
    'proxmox-backup-server-garbage-collection',
    'proxmox-backup-server-prune',
    'proxmox-backup-server-sync',
    'proxmox-replication',
    'qnap-boxafe',
    'qnap-firmware-update',
    'qnap-hybrid-backup-sync',
    'qnap-notification-center',
    'r-drive-image-backup',
    'retrospect-script',
    'syncovery-profile',
    'synology-hyper-backup',
    'synology-network-backup',
    'synology-shared-folder-sync',
    'synology-snapshot',
    'synology-snapshot-replication',
    'synology-updates',
    'threecx-backup',
    'threecx-ssl-certificate',
    'threecx-update',
    'truenas-alerts',
    'urbackup-alert',
    'urbackup-backup',
    'veeam-configuration-backup',
    'veeam-subject-only',
    'windows-server-backup-notice',
  ],
}

/** The mail with that object's row saying that it failed; null when no row with its name says that it went well. */
export function withFailedObject(
  fields: MailFields,
  name: string,
  { success, failure }: RowWords,
): MailFields | null {
  const printed = nameAsPrinted(name)
  const fail = (row: string): string => (row.includes(printed) ? row.replace(success, failure) : row)
  const text = fields.text.split('\n').map(fail).join('\n')
  const html = fields.html
    .split(/(?=<tr\b)|(?<=<br ?\/?>)/i)
    .map(fail)
    .join('')
  return text === fields.text && html === fields.html ? null : { ...fields, text, html }
}

/** A name that is put together of several cells begins with the cell that names the thing. */
function nameAsPrinted(name: string): string {
  return name.split(/ \(| – /)[0] ?? name
}
