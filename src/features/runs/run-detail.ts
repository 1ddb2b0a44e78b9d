import type { World } from '../../app/world.ts'
import { healthOf } from '../../domain/job-health.ts'
import { objectSeverityRank } from '../../domain/status.ts'
import { judgeSender, unverifiedInWords } from '../../domain/verified-sender.ts'
import { notFound } from '../../platform/refusal.ts'
import {
  type OverrideOfRun,
  type RunRow,
  readOverrideOfRun,
  readRun,
  readRunObjects,
} from './run-detail.queries.ts'

/** One run with its job and its objects, the worst first. */
export async function runById({ db }: Pick<World, 'db'>, id: number) {
  const run = await readRun(db, id)
  if (!run) throw notFound('run')
  const objects = (await readRunObjects(db, id)).toSorted(
    (a, b) => objectSeverityRank(a) - objectSeverityRank(b),
  )
  const override = run.override_id === null ? undefined : await readOverrideOfRun(db, run.override_id)
  return {
    id: run.id,
    jobId: run.job_id,
    runAt: run.run_at,
    startedAt: run.started_at,
    endedAt: run.ended_at,
    status: run.status,
    effectiveStatus: run.effective_status,
    statusText: run.status_text,
    raised: run.raised_by_rule
      ? {
          rule: run.raised_by_rule,
          because: run.raised_because ?? '',
          isOn: run.success_rules[run.raised_by_rule],
        }
      : null,
    lateRunId: run.late_run_id,
    remark: run.remark,
    history: run.history,
    informational: run.informational,
    isCheck: run.is_check,
    isRetry: run.is_retry,
    unverifiedSender: run.unverified_sender ? doubtOf(run) : null,
    override: override ? told(override) : null,
    kind: run.kind,
    totalBytes: run.total_bytes,
    transferredBytes: run.transferred_bytes,
    reviewedAt: run.reviewed_at,
    reviewedBy: run.reviewed_by,
    sourceType: run.source_type,
    sourceName: run.source_name,
    externalId: run.external_id,
    mailMessageId: run.mail_message_id,
    mailSubject: run.mail_subject,
    parserId: run.parser_id,
    parserVersion: run.parser_version,
    job: {
      id: run.job_id,
      name: run.job_name,
      software: run.backup_software,
      type: run.backup_type,
      host: run.host,
      customer: { id: run.customer_id, name: run.customer_name },
      health: healthOf(run),
    },
    objects: objects.map((object) => ({
      id: object.id,
      name: object.name,
      type: object.object_type || null,
      status: object.status,
      message: object.message,
      startedAt: object.started_at,
      endedAt: object.ended_at,
      sizeBytes: object.size_bytes,
      transferredBytes: object.transferred_bytes,
      overrideId: object.override_id,
    })),
  }
}

function told({ level, treat_as_success, valid_until, created_by, created_at, ...override }: OverrideOfRun) {
  const ofJob = override.object === null ? ('job' as const) : ('object' as const)
  return {
    ...override,
    kind: level === 'object' ? ofJob : level,
    treatAsSuccess: treat_as_success,
    validUntil: valid_until,
    createdBy: created_by,
    createdAt: created_at,
  }
}

function doubtOf({ from_address, authentication_results, trusted_authentication_server }: RunRow) {
  const verdict = judgeSender(from_address ?? '', authentication_results ?? [], trusted_authentication_server)
  return { because: unverifiedInWords(verdict), mayAcceptLater: verdict.kind === 'other domain' }
}
