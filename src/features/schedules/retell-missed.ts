import { missedInWords } from '../../domain/schedule/missed-words.ts'
import type { Connection } from '../../platform/db.ts'
import { readSettings } from '../settings/index.ts'
import { readMissedRuns, rewriteMissedRuns } from './missed-runs.queries.ts'

/** Brings the count, the time and the sentence of these missed runs in line with the slots that they stand for. */
export async function retellMissed(tx: Connection, runIds: readonly number[]): Promise<void> {
  if (runIds.length === 0) return
  const { ui_timezone } = await readSettings({ db: tx })
  const told = (await readMissedRuns(tx, runIds)).map((run) => {
    const slots = run.slots.map((slot) => Date.parse(slot))
    const facts = {
      slots,
      inARow: run.in_a_row,
      jobs: run.jobs,
      isSilence: run.is_silence,
      lastRun: run.last_run_at === null ? null : Date.parse(run.last_run_at),
    }
    return {
      run_id: run.run_id,
      run_at: run.slots[0] ?? run.run_at,
      missed_count: slots.length,
      status_text: missedInWords(facts, run.time_zone ?? ui_timezone),
    }
  })
  await rewriteMissedRuns(tx, told)
}
