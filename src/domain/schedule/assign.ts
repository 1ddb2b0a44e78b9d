import type { Arrival } from './arrivals.ts'
import type { Expectation } from './expectation.ts'

/** Which arrival, if any, an expectation has. */
export type Assigned = { expectation: Expectation; arrival: number | null }

/**
 * Gives each expected slot at most one arrival and each arrival to at most one slot: to the one whose own window holds it; one
 * after a deadline to the slot still open; else to the nearest. Both oldest first.
 */
export function assign(expectations: readonly Expectation[], arrivals: readonly Arrival[]): Assigned[] {
  const assigned = expectations.map((expectation): Assigned => ({ expectation, arrival: null }))
  const outside = arrivals.filter(({ at }) => !takenByWindow(at, assigned))
  for (const { at } of outside) {
    const slot = slotOutsideWindows(at, assigned)
    if (slot && slot.arrival === null) slot.arrival = at
  }
  return assigned
}

/** Whether a window holds the arrival; where two do, the nearer of those without a run gets it. */
function takenByWindow(at: number, assigned: readonly Assigned[]): boolean {
  const holding = around(at, assigned).filter(
    ({ expectation }) => expectation.opens <= at && at <= expectation.closes,
  )
  const [free] = holding
    .filter((one) => one.arrival === null)
    .sort((a, b) => Math.abs(a.expectation.at - at) - Math.abs(b.expectation.at - at))
  if (free) free.arrival = at
  return holding.length > 0
}

function slotOutsideWindows(at: number, assigned: readonly Assigned[]): Assigned | null {
  const following = indexAfter(at, assigned)
  const before = assigned[following - 1]
  const next = assigned[following]
  if (!before || !next) return before ?? next ?? null
  const isInTime = at <= before.expectation.deadline
  if (before.arrival === null && (isInTime || !isLittleEarly(at, next.expectation))) return before
  const { opens, closes } = next.expectation
  // As near to both, it is the one that has no run yet.
  return next.expectation.at - at <= at - before.expectation.at + (closes - opens) ? next : before
}

/** Just before a window is nearer to that run than to being the late one of the slot before. */
function isLittleEarly(at: number, { opens, closes }: Expectation): boolean {
  return at >= opens - (closes - opens)
}

/** The windows that can hold an arrival are those of its neighbours in time. */
function around(at: number, assigned: readonly Assigned[]): Assigned[] {
  const index = indexAfter(at, assigned)
  return assigned.slice(Math.max(0, index - 3), index + 3)
}

function indexAfter(at: number, assigned: readonly Assigned[]): number {
  let low = 0
  let high = assigned.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((assigned[middle]?.expectation.at ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}
