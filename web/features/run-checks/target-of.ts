import { countOf } from '../../lib/amounts.ts'
import type { RunActionTarget } from '../../lib/run-actions.tsx'
import type { QueueRow } from './queue-search.ts'
import type { SelectedJob } from './use-queue-selection.ts'

/** The chosen jobs as something to act on; null when none is chosen. */
export function targetOf(chosen: readonly SelectedJob[], rows: readonly QueueRow[]): RunActionTarget | null {
  if (chosen.length === 0) return null
  const ids = new Set(chosen.map(({ jobId }) => jobId))
  const known = rows.filter(({ jobId }) => ids.has(jobId))
  const [first] = known
  const texts = new Set(known.map(({ message }) => message))
  return {
    title:
      chosen.length === 1 && first
        ? `${first.customer.name} — ${first.jobName}`
        : countOf(chosen.length, 'job'),
    jobIds: [...ids],
    runIds: chosen.flatMap(({ runIds }) => runIds),
    ...(known.length === chosen.length && texts.size === 1 && { errorText: first?.message }),
  }
}
