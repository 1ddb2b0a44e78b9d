import { NO_RULES, type RuleSet } from '../domain/parser-rule.ts'
import { acronisBackup } from './formats/acronis/backup.parser.ts'
import { ahsayAlarm } from './formats/ahsay/alarm.parser.ts'
import { ahsayBackupReport } from './formats/ahsay/backup-report.parser.ts'
import { altaroResult } from './formats/altaro/result.parser.ts'
import { backupExecAlert } from './formats/backup-exec/alert.parser.ts'
import { backupchecksPlainReport } from './formats/backupchecks/plain-report.parser.ts'
import { baculaBareosJob } from './formats/bacula/bareos-job.parser.ts'
import { baculaJob } from './formats/bacula/job.parser.ts'
import { borgmaticEvent } from './formats/borgmatic/event.parser.ts'
import { cobianTask } from './formats/cobian/task.parser.ts'
import { duplicatiBackup } from './formats/duplicati/backup.parser.ts'
import { iperiusBackup } from './formats/iperius/backup.parser.ts'
import { macriumReflectBackup } from './formats/macrium-reflect/backup.parser.ts'
import { msp360PlanReport } from './formats/msp360/plan-report.parser.ts'
import { nakivoJob } from './formats/nakivo/job.parser.ts'
import { panel3Backup } from './formats/panel3/backup.parser.ts'
import { proxmoxReplication } from './formats/proxmox/replication.parser.ts'
import { proxmoxVzdump } from './formats/proxmox/vzdump.parser.ts'
import { pbsGarbageCollection } from './formats/proxmox-backup-server/garbage-collection.parser.ts'
import { pbsPrune } from './formats/proxmox-backup-server/prune.parser.ts'
import { pbsSync } from './formats/proxmox-backup-server/sync.parser.ts'
import { pbsTapeBackup } from './formats/proxmox-backup-server/tape-backup.parser.ts'
import { pbsVerify } from './formats/proxmox-backup-server/verify.parser.ts'
import { qnapBoxafe } from './formats/qnap/boxafe.parser.ts'
import { qnapFirmwareUpdate } from './formats/qnap/firmware-update.parser.ts'
import { qnapHybridBackupSync } from './formats/qnap/hybrid-backup-sync.parser.ts'
import { qnapNotificationCenter } from './formats/qnap/notification-center.parser.ts'
import { rDriveImageBackup } from './formats/r-drive-image/backup.parser.ts'
import { retrospectScript } from './formats/retrospect/script.parser.ts'
import { syncoveryProfile } from './formats/syncovery/profile.parser.ts'
import { synologyAccountProtection } from './formats/synology/account-protection.parser.ts'
import { synologyActiveBackup } from './formats/synology/active-backup.parser.ts'
import { synologyActiveBackupGoogleWorkspace } from './formats/synology/active-backup-google-workspace.parser.ts'
import { synologyActiveBackupMicrosoft365 } from './formats/synology/active-backup-microsoft-365.parser.ts'
import { synologyHyperBackup } from './formats/synology/hyper-backup.parser.ts'
import { synologyLunBackup } from './formats/synology/lun-backup.parser.ts'
import { synologyNetworkBackup } from './formats/synology/network-backup.parser.ts'
import { synologySharedFolderSync } from './formats/synology/shared-folder-sync.parser.ts'
import { synologySnapshot } from './formats/synology/snapshot.parser.ts'
import { synologySnapshotReplication } from './formats/synology/snapshot-replication.parser.ts'
import { synologyUpdates } from './formats/synology/updates.parser.ts'
import { threecxBackup } from './formats/threecx/backup.parser.ts'
import { threecxSslCertificate } from './formats/threecx/ssl-certificate.parser.ts'
import { threecxUpdate } from './formats/threecx/update.parser.ts'
import { truenasAlerts } from './formats/truenas/alerts.parser.ts'
import { urbackupAlert } from './formats/urbackup/alert.parser.ts'
import { urbackupBackup } from './formats/urbackup/backup.parser.ts'
import { veeamAgentPolicy } from './formats/veeam/agent-policy.parser.ts'
import { veeamCloudConnect } from './formats/veeam/cloud-connect.parser.ts'
import { veeamConfigurationBackup } from './formats/veeam/configuration-backup.parser.ts'
import { veeamEnterpriseManager } from './formats/veeam/enterprise-manager.parser.ts'
import { veeamJob } from './formats/veeam/job.parser.ts'
import { veeamMicrosoft365 } from './formats/veeam/microsoft-365.parser.ts'
import { veeamProtectionGroupRescan } from './formats/veeam/protection-group-rescan.parser.ts'
import { veeamScaleOutRepository } from './formats/veeam/scale-out-repository.parser.ts'
import { veeamSubjectOnly } from './formats/veeam/subject-only.parser.ts'
import { veeamVspcAlarms } from './formats/veeam/vspc-alarms.parser.ts'
import { windowsServerBackupNotice } from './formats/windows-server-backup/notice.parser.ts'
import { windowsServerBackupReport } from './formats/windows-server-backup/report.parser.ts'
import type { Parser, ReportedResult } from './parser.ts'
import type { ReadMail } from './read-mail.ts'
import { withRules } from './rules/rule-set.ts'

/** Every built-in parser, tried from top to bottom: specific before generic. */
export const PARSERS: readonly Parser[] = [
  veeamScaleOutRepository,
  veeamConfigurationBackup,
  veeamProtectionGroupRescan,
  veeamAgentPolicy,
  veeamMicrosoft365,
  veeamCloudConnect,
  veeamEnterpriseManager,
  veeamVspcAlarms,
  veeamJob,
  synologyAccountProtection,
  synologyActiveBackupGoogleWorkspace,
  synologyActiveBackupMicrosoft365,
  synologyActiveBackup,
  synologyHyperBackup,
  synologyLunBackup,
  synologyNetworkBackup,
  synologySharedFolderSync,
  synologySnapshotReplication,
  synologySnapshot,
  synologyUpdates,
  proxmoxVzdump,
  proxmoxReplication,
  pbsVerify,
  pbsSync,
  pbsPrune,
  pbsGarbageCollection,
  pbsTapeBackup,
  threecxSslCertificate,
  threecxUpdate,
  threecxBackup,
  ahsayAlarm,
  ahsayBackupReport,
  altaroResult,
  backupExecAlert,
  backupchecksPlainReport,
  baculaBareosJob,
  baculaJob,
  borgmaticEvent,
  cobianTask,
  duplicatiBackup,
  iperiusBackup,
  macriumReflectBackup,
  nakivoJob,
  panel3Backup,
  qnapBoxafe,
  qnapFirmwareUpdate,
  qnapHybridBackupSync,
  qnapNotificationCenter,
  rDriveImageBackup,
  retrospectScript,
  syncoveryProfile,
  truenasAlerts,
  urbackupAlert,
  urbackupBackup,
  windowsServerBackupNotice,
  windowsServerBackupReport,
  acronisBackup,
  msp360PlanReport,
  veeamSubjectOnly,
]

export type Recognised = { parser: Parser; results: ReportedResult[] }

/** The first parser that matches and yields at least one result, with its results; null when no parser takes the mail. */
export function recognise(mail: ReadMail, parsers: readonly Parser[] = PARSERS): Recognised | null {
  for (const parser of parsers) {
    if (!parser.match(mail)) continue
    const results = parser.parse(mail)
    if (results && results.length > 0) return { parser, results }
  }
  return null
}

let newest: { revision: string; parsers: readonly Parser[] } = {
  revision: NO_RULES.revision,
  parsers: PARSERS,
}

/** The built-in parsers and these rules in the order in which they are tried; made once for each revision. */
export function parsersWith(rules: RuleSet): readonly Parser[] {
  if (rules.revision !== newest.revision)
    newest = { revision: rules.revision, parsers: withRules(PARSERS, rules) }
  return newest.parsers
}
