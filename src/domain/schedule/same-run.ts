import type { Expectation } from './expectation.ts'
import { HOUR } from './units.ts'

const SAME_RUN = 3 * HOUR

/**
 * Says of the expectations of one schedule (oldest first) whether another one, of an earlier plan, stands for the same run: its time
 * may have been learned anew since, but then it is nearer than half the way to the slots beside it.
 */
export function standsForSameRun(
  expected: readonly Expectation[],
): (index: number, other: Expectation) => boolean {
  return (index, other) => {
    const one = expected[index]
    if (!one) return false
    const { at, opens, closes, slot } = one
    // Before the last beat of a day there may be none to compare with, and its window is all that tells it from the one before.
    const reach = slot ? SAME_RUN : Math.min(SAME_RUN, closes - opens)
    const before = expected[index - 1]?.at ?? Number.NEGATIVE_INFINITY
    const after = expected[index + 1]?.at ?? Number.POSITIVE_INFINITY
    return Math.abs(other.at - at) <= Math.min(reach, (after - at) / 2, (at - before) / 2)
  }
}
