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
/** The latest runs count however few they are: they may be the first after a move. */
const LATEST_RUNS = 5

/**
 * Lays arrivals out on business days, which begin in the middle of a quiet stretch of the day: of the one under which the job uses
 * the fewest weekdays and the fewest dates twice, and else of the longest.
 */
export function placeOnBusinessDays(arrivals: readonly Arrival[]): BusinessDays {
  let best: { days: BusinessDays; cost: number } | null = null
  for (const begins of quietMinutes(arrivals)) {
    const days = { begins, placed: placedFrom(begins, arrivals) }
    const cost = costOf(days.placed)
    if (!best || cost < best.cost) best = { days, cost }
  }
  return best?.days ?? { begins: 0, placed: [] }
}

function placedFrom(begins: number, arrivals: readonly Arrival[]): Placed[] {
  return arrivals.map(({ at, wall }) => {
    const sinceBegin = wall - begins * MINUTE
    const day = Math.floor(sinceBegin / DAY)
    return { at, day, offset: (sinceBegin - day * DAY) / MINUTE }
  })
}

function costOf(placed: readonly Placed[]): number {
  const dates = new Set(placed.map((visit) => visit.day))
  const weekdays = new Set(placed.map((visit) => modulo(visit.day, 7)))
  return weekdays.size * placed.length + (placed.length - dates.size)
}

/** The middles of the quiet stretches of the day, that of the longest first. */
function quietMinutes(arrivals: readonly Arrival[]): number[] {
  const binOf = ({ wall }: Arrival) => Math.floor(modulo(wall, DAY) / MINUTE / BIN_MINUTES)
  const counts = countAround(arrivals.map(binOf))
  const latest = countAround(arrivals.slice(-LATEST_RUNS).map(binOf))
  const needed = Math.max(1, arrivals.length * USED_SHARE)
  const isQuiet = counts.map((count, bin) => count < needed && latest[bin] === 0)
  const stretches = stretchesOf(isQuiet).sort((a, b) => b.length - a.length)
  const least = { from: counts.indexOf(Math.min(...counts)), length: 1 }
  return (stretches.length > 0 ? stretches : [least]).map(
    ({ from, length }) => modulo(from + Math.floor(length / 2), BINS) * BIN_MINUTES,
  )
}

/** How many of some bins lie within an hour of each bin of the day. */
function countAround(bins: readonly number[]): number[] {
  const counts = new Array<number>(BINS).fill(0)
  for (const bin of bins) counts[bin] = (counts[bin] ?? 0) + 1
  return counts.map((_, bin) => {
    let sum = 0
    for (let step = -BINS_AROUND; step <= BINS_AROUND; step++) sum += counts[modulo(bin + step, BINS)] ?? 0
    return sum
  })
}

/** The runs of true on a circle. */
function stretchesOf(circle: readonly boolean[]): { from: number; length: number }[] {
  const firstFalse = circle.indexOf(false)
  if (firstFalse === -1) return [{ from: 0, length: circle.length }]
  const stretches: { from: number; length: number }[] = []
  let length = 0
  for (let step = 1; step <= circle.length; step++) {
    const index = (firstFalse + step) % circle.length
    if (circle[index]) length++
    else if (length > 0) stretches.push({ from: modulo(index - length, circle.length), length })
    if (!circle[index]) length = 0
  }
  return stretches
}
