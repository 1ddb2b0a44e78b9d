import { type Arrival, countUntil } from './arrivals.ts'
import { assign } from './assign.ts'
import type { Expectation } from './expectation.ts'

export type SlotState = 'open' | 'came' | 'late' | 'missed' | 'excused'
export type PlannedRun = Expectation & { state: SlotState }

/**
 * What an arrival does to a planned run: it came in time or late; and of one that had been raised as missed the report had only
 * waited (withdrawn), or it arrived late after all.
 */
export type Settlement = {
  at: number
  arrival: number
  becomes: 'came' | 'late'
  wasMissed: boolean
}

/** Gives the arrivals to the planned runs and says which of those change by it; both oldest first. */
export function settle(planned: readonly PlannedRun[], arrivals: readonly Arrival[]): Settlement[] {
  const slots = planned.filter((one) => one.kind === 'slot')
  const ofSlots = assign(slots, arrivals).map(({ arrival }, index) => ({ one: slots[index], arrival }))
  const ofSilences = planned
    .filter((one) => one.kind === 'silence')
    .map((one) => ({ one, arrival: arrivals[countUntil(arrivals, one.opens - 1)]?.at ?? null }))
  return [...ofSlots, ...ofSilences].flatMap(({ one, arrival }) =>
    one && arrival !== null ? settlement(one, arrival) : [],
  )
}

function settlement(one: PlannedRun, arrival: number): Settlement[] {
  const becomes = arrival <= one.deadline ? 'came' : 'late'
  switch (one.state) {
    case 'came':
    case 'late':
      return []
    case 'excused':
      return becomes === 'came' ? [{ at: one.at, arrival, becomes, wasMissed: false }] : []
    case 'open':
    case 'missed':
      return [{ at: one.at, arrival, becomes, wasMissed: one.state === 'missed' }]
  }
}
