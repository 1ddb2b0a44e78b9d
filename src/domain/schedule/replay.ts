import type { Arrival } from './arrivals.ts'
import { dateOf } from './calendar.ts'
import { fallsOn } from './day-rule.ts'
import type { Excused } from './excused.ts'
import type { LocalClock } from './local-clock.ts'
import { type Judged, judge } from './missed.ts'
import { DAY, MINUTE } from './units.ts'

/** What the rules would have raised over a job's own history. */
export type Replay = {
  judged: number
  /** Missed runs that stayed away, and of which the job's later runs say that they had been due. */
  truly: readonly Judged[]
  /** Missed runs whose run came after all, or whose slot the job had given up while it went on. */
  falsely: readonly Judged[]
}

type Replaying = { clock: LocalClock; now: number; grace: number; from?: number; isExcused?: Excused }

/** Runs the rules over the history since `from` (all of it without) and says which missed runs would have been raised, and which of them with hindsight falsely. */
export function replay(arrivals: readonly Arrival[], replaying: Replaying): Replay {
  const judged = judge(arrivals, { ...replaying, from: replaying.from ?? arrivals[0]?.at ?? replaying.now })
  const raised = judged.filter((one) => one.outcome === 'missed' || one.outcome === 'late')
  const falsely = raised.filter((one) => one.outcome === 'late' || wasGivenUp(one, arrivals))
  return { judged: judged.length, falsely, truly: raised.filter((one) => !falsely.includes(one)) }
}

/** The job ran on for two of the slot's turns or more, and never again in this slot. */
function wasGivenUp({ slot, at, closes, opens }: Judged, arrivals: readonly Arrival[]): boolean {
  const later = arrivals.filter((arrival) => arrival.at > closes)
  const last = later.at(-1)
  if (!slot || !last || last.at - at < TURNS[slot.on.every]) return false
  const width = closes - opens
  return !later.some(({ wall }) =>
    [0, 1].some((daysBefore) => {
      const day = Math.floor(wall / DAY) - daysBefore
      const off = wall - (day * DAY + slot.minute * MINUTE)
      return Math.abs(off) <= width + MINUTE && fallsOn(slot.on, dateOf(day))
    }),
  )
}

const TURNS = { week: 14 * DAY, 'two-weeks': 28 * DAY, month: 62 * DAY, 'month-weekday': 62 * DAY }
