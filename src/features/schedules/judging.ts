import { DAY } from '../../domain/schedule/units.ts'
import type { Connection } from '../../platform/db.ts'
import { type JudgingRow, readJudging } from './schedule-page.queries.ts'

/** Whether a job's slots can be judged, and what has to happen first. */
export async function judgingOf(db: Connection, jobId: number, now: string, judgedFrom: string | null) {
  const row = await readJudging(db, jobId, now)
  const because = row ? whyNotJudged(row) : null
  const source =
    row?.source_id != null && row.source_name !== null && row.source_kind !== null
      ? { id: row.source_id, name: row.source_name, kind: row.source_kind }
      : null
  const until = row?.until ?? null
  // Without automatic imports what came since the last one is unknown, even while nothing is overdue; of one today nobody needs a warning.
  const isStale =
    (row?.auto_import === false || row?.enabled === false) &&
    (until === null || Date.parse(now) - Date.parse(until) > DAY)
  const isBehind = because !== null && (row?.waiting_since != null || isStale)
  return { source, until, notJudgedSince: isBehind ? (until ?? judgedFrom) : null, because }
}

function whyNotJudged(row: JudgingRow): string | null {
  const name = row.source_name
  if (name === null)
    return row.configured > 1
      ? 'None of this job’s reports came from a mailbox or listener yet, and there are several: it is not known which one to watch.'
      : 'None of this job’s reports came from a mailbox or listener, so nothing says whether one is missing. Set up a source in the settings.'
  if (row.enabled === false)
    return `"${name}" is disabled, and this job’s last report came from there: nothing is judged until a report comes another way. Enable it to watch the job.`
  if (row.held)
    return row.has_incident
      ? `"${name}" has an open incident, which explains what is missing; missed runs are raised after it, or after 12 hours.`
      : `"${name}" was silent until just now; missed runs are raised after its next complete import.`
  const isMailbox = row.source_kind === 'graph' || row.source_kind === 'imap'
  if (isMailbox && !row.auto_import)
    return `"${name}" is not imported automatically: missed runs are raised after its next complete import.`
  if (row.until === null) return `"${name}" has not been imported completely yet.`
  if (row.waiting_since !== null && row.until <= row.waiting_since)
    return `Missed runs are raised after a complete import of "${name}" that begins after their deadline.`
  return null
}
