import { type Finding, foldMissed, type MissedSlot } from '../../domain/schedule/fold-missed.ts'
import { missedInWords } from '../../domain/schedule/missed-words.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { refreshJobHealth } from '../runs/index.ts'
import { readSettings } from '../settings/index.ts'
import { linkOpenTickets } from '../tickets/index.ts'
import type { DueSlot } from './due.queries.ts'
import { insertMissedRuns, insertMissedSlots, type NewMissedRun } from './missed-runs.queries.ts'
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
  const { ui_timezone } = await readSettings({ db: tx })
  const inARow = rowsInARow(findings)
  const fresh = findings.filter((finding) => finding.runId === null)
  const ids = await insertMissedRuns(
    tx,
    fresh.map((finding) => newRun(finding, inARow, ui_timezone)),
  )
  const runOf = new Map(fresh.map((finding, index) => [finding, ids[index] ?? 0]))
  await insertMissedSlots(
    tx,
    findings.flatMap((finding) =>
      finding.slots.map(({ row }) =>
        missedSlot(row, finding.runId ?? runOf.get(finding) ?? 0, inARow.get(row) ?? 1),
      ),
    ),
    now,
  )
  await retellMissed(
    tx,
    findings.flatMap((finding) => finding.runId ?? []),
  )
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

type Raised = Finding<MissedSlot & { row: DueSlot }>

/** Of each slot the how many-th miss in a row it is: counted on from the misses before, also those that are raised together. */
function rowsInARow(findings: readonly Raised[]): Map<DueSlot, number> {
  const together = new Map<string, number>()
  const inARow = new Map<DueSlot, number>()
  for (const { row } of findings.flatMap((finding) => finding.slots)) {
    const key = `${row.job_id} ${row.last_run_at}`
    const earlier = together.get(key) ?? 0
    together.set(key, earlier + 1)
    inARow.set(row, row.missed_before + earlier + 1)
  }
  return inARow
}

/** The run of a new finding, with what it says: a whole night that stays away would else be written twice. */
function newRun(
  { jobId, slots }: Raised,
  inARow: ReadonlyMap<DueSlot, number>,
  defaultZone: string,
): NewMissedRun {
  // Of one report's jobs the slots differ by minutes: those of the job that the run stands at tell the times.
  const own = slots.filter((slot) => slot.jobId === jobId)
  const first = own[0]?.row
  const facts = {
    slots: own.map((slot) => slot.at),
    inARow: Math.max(...own.map(({ row }) => inARow.get(row) ?? 1)),
    jobs: new Set(slots.map((slot) => slot.jobId)).size,
    isSilence: own.some(({ row }) => row.kind === 'silence'),
    lastRun: own[0]?.lastRun ?? null,
  }
  return {
    job_id: jobId,
    run_at: first?.slot_at ?? '',
    missed_count: own.length,
    status_text: missedInWords(facts, first?.time_zone ?? defaultZone),
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
