import type { Arrival } from './arrivals.ts'
import { modulo } from './statistics.ts'
import { DAY, MINUTE, MINUTES_A_DAY } from './units.ts'

/** An arrival on a business day, which begins where this job is quietest, so that midnight never parts one night's work. */
export type Placed = {
  at: number
  /** Days since 1970-01-01, of the date on which the business day begins. */
  day: number
  /** Minutes since the business day began. */
  offset: number
}

export type BusinessDays = {
  /** Minutes after local midnight at which a business day begins. */
  begins: number
  placed: readonly Placed[]
}

const BIN_MINUTES = 15
const BINS = MINUTES_A_DAY / BIN_MINUTES
/** A quarter of an hour counts as used when the two hours around it saw this share of the runs; less are single strays. */
const USED_SHARE = 0.05
const BINS_AROUND = 4

/** Lays arrivals out on business days, which begin in the middle of the longest quiet stretch of the day. */
export function placeOnBusinessDays(arrivals: readonly Arrival[]): BusinessDays {
  const begins = quietestMinute(arrivals)
  const placed = arrivals.map(({ at, wall }) => {
    const sinceBegin = wall - begins * MINUTE
    const day = Math.floor(sinceBegin / DAY)
    return { at, day, offset: (sinceBegin - day * DAY) / MINUTE }
  })
  return { begins, placed }
}

function quietestMinute(arrivals: readonly Arrival[]): number {
  const counts = new Array<number>(BINS).fill(0)
  for (const { wall } of arrivals) {
    const bin = Math.floor(modulo(wall, DAY) / MINUTE / BIN_MINUTES)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const around = counts.map((_, bin) => {
    let sum = 0
    for (let step = -BINS_AROUND; step <= BINS_AROUND; step++) sum += counts[modulo(bin + step, BINS)] ?? 0
    return sum
  })
  const needed = Math.max(1, arrivals.length * USED_SHARE)
  const quiet = longestRun(around.map((count) => count < needed)) ?? {
    from: around.indexOf(Math.min(...around)),
    length: 1,
  }
  return modulo(quiet.from + Math.floor(quiet.length / 2), BINS) * BIN_MINUTES
}

/** The longest run of true on a circle, the first of equally long ones. */
function longestRun(circle: readonly boolean[]): { from: number; length: number } | null {
  const firstFalse = circle.indexOf(false)
  if (firstFalse === -1) return { from: 0, length: circle.length }
  let best: { from: number; length: number } | null = null
  let length = 0
  for (let step = 1; step <= circle.length; step++) {
    const index = (firstFalse + step) % circle.length
    length = circle[index] ? length + 1 : 0
    if (length > (best?.length ?? 0)) best = { from: modulo(index - length + 1, circle.length), length }
  }
  return best
}
