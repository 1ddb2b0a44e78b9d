import { foldMissed } from '../../domain/schedule/fold-missed.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { refreshJobHealth } from '../runs/index.ts'
import { linkOpenTickets } from '../tickets/index.ts'
import type { DueSlot } from './due.queries.ts'
import { insertMissedRuns, insertMissedSlots } from './missed-runs.queries.ts'
import { markSeen, openMissed } from './open-missed.queries.ts'
import { retellMissed } from './retell-missed.ts'

/**
 * Makes missed runs of slots that were claimed, in the caller's transaction: misses in a row are one run, and what continues an open
 * one counts it up. Returns how many runs are new.
 */
export async function raiseMissed(tx: Connection, due: readonly DueSlot[], now: string): Promise<number> {
  if (due.length === 0) return 0
  const findings = foldMissed(
    due.map((row) => ({
      jobId: row.job_id,
      at: Date.parse(row.slot_at),
      lastRun: row.last_run_at === null ? null : Date.parse(row.last_run_at),
      reportId: row.report_id,
      row,
    })),
    await openFindings(tx, due),
  )
  const fresh = findings.filter((finding) => finding.runId === null)
  const ids = await insertMissedRuns(
    tx,
    fresh.map(({ jobId, slots }) => ({ job_id: jobId, run_at: slots[0]?.row.slot_at ?? now })),
  )
  const runOf = new Map(fresh.map((finding, index) => [finding, ids[index] ?? 0]))
  const inARow = rowCounter()
  await insertMissedSlots(
    tx,
    findings.flatMap((finding) =>
      finding.slots.map(({ row }) => missedSlot(row, finding.runId ?? runOf.get(finding) ?? 0, inARow(row))),
    ),
    now,
  )
  await retellMissed(tx, [...ids, ...findings.flatMap((finding) => finding.runId ?? [])])
  await linkOpenTickets(tx, ids, now)
  await refreshJobHealth(tx, countJobs(findings))
  await markSeen(
    tx,
    findings.map((finding) => finding.jobId),
  )
  await publish(tx, 'run-checks')
  return ids.length
}

async function openFindings(tx: Connection, due: readonly DueSlot[]) {
  const rows = await openMissed(tx, {
    jobIds: [...new Set(due.map((row) => row.job_id))],
    reportIds: [...new Set(due.flatMap((row) => row.report_id ?? []))],
  })
  return rows.map((row) => ({
    runId: row.run_id,
    jobId: row.job_id,
    at: Date.parse(row.run_at),
    reportId: row.report_id,
  }))
}

/** Counts on from the misses before, also those that are raised together. */
function rowCounter(): (row: DueSlot) => number {
  const together = new Map<string, number>()
  return (row) => {
    const key = `${row.job_id} ${row.last_run_at}`
    const earlier = together.get(key) ?? 0
    together.set(key, earlier + 1)
    return row.missed_before + earlier + 1
  }
}

function missedSlot(row: DueSlot, runId: number, inARow: number) {
  return {
    job_id: row.job_id,
    slot_at: row.slot_at,
    run_id: runId,
    opens_at: row.opens_at,
    window_ends_at: row.closes_at,
    deadline_at: row.deadline_at,
    in_a_row: inARow,
    report_id: row.report_id,
    explanation: {
      kind: row.kind,
      slot: row.slot,
      lastRunAt: row.last_run_at,
      sourceId: row.source_id,
      completeUntil: row.source_until,
    },
  }
}

/** How many new runs each job got: a finding that was counted up is none, but its job's newest facts changed, too. */
function countJobs(findings: readonly { runId: number | null; jobId: number }[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { runId, jobId } of findings)
    counts.set(jobId, (counts.get(jobId) ?? 0) + (runId === null ? 1 : 0))
  return counts
}
