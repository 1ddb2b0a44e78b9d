import type { PlannedRun } from './runs.ts'

/** One in ten runs of a queue is a problem that was left standing for days. */
const LEFT_STANDING = 0.1

/** Which of the newest runs nobody has looked at yet: all since some hour, and older ones that are not successes. */
export function chooseUnreviewed(newest: readonly PlannedRun[], count: number): Set<PlannedRun> {
  const fresh = Math.ceil(count * (1 - LEFT_STANDING))
  const chosen = new Set(newest.slice(newest.length - Math.min(fresh, newest.length)))
  for (let index = newest.length - fresh - 1; index >= 0 && chosen.size < count; index--) {
    const run = newest[index]
    if (run && run.status !== 'success') chosen.add(run)
  }
  return chosen
}
