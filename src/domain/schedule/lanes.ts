import type { Placed } from './business-day.ts'
import { median, modulo } from './statistics.ts'

/** The runs that take turns in one place of a cycle of days, such as "Mondays in the evening": at most one a date, oldest first. */
export type Lane = {
  /** Day of the cycle, by `day % cycleDays`. */
  position: number
  /** Which of the lanes of its day it is, from the earliest. */
  rank: number
  visits: readonly Placed[]
}

/** Arrivals of the same weekday that are further apart than this start as separate groups. */
const GROUP_GAP_MINUTES = 30
/** Groups that share fewer of their dates than this are one lane whose time varies or moved. */
const SHARED_DATES = 0.25

/**
 * Sorts placed arrivals into lanes, for each day of a cycle (7 or 14 days) on its own: a backup that comes once a day is one lane
 * however its time varies, and two lanes exist only where runs come at two times on the same dates.
 */
export function lanesOf(placed: readonly Placed[], cycleDays: number): Lane[] {
  const byPosition = new Map<number, Placed[]>()
  for (const visit of placed) {
    const position = modulo(visit.day, cycleDays)
    const visits = byPosition.get(position)
    if (visits) visits.push(visit)
    else byPosition.set(position, [visit])
  }
  return [...byPosition].flatMap(([position, visits]) =>
    mergeTurns(groupByGap(visits)).map((lane, rank) => ({ position, rank, visits: onceADate(lane) })),
  )
}

function groupByGap(visits: readonly Placed[]): Placed[][] {
  const groups: Placed[][] = []
  let lastOffset = Number.NEGATIVE_INFINITY
  for (const visit of visits.toSorted((a, b) => a.offset - b.offset)) {
    if (visit.offset - lastOffset > GROUP_GAP_MINUTES) groups.push([visit])
    else groups.at(-1)?.push(visit)
    lastOffset = visit.offset
  }
  return groups
}

function mergeTurns(groups: readonly Placed[][]): Placed[][] {
  const lanes: { visits: Placed[]; dates: Set<number> }[] = []
  for (const group of groups) {
    const dates = new Set(group.map((visit) => visit.day))
    const lane = lanes.at(-1)
    const shared = lane ? [...dates].filter((day) => lane.dates.has(day)).length : 0
    if (lane && shared < SHARED_DATES * Math.min(dates.size, lane.dates.size)) {
      lane.visits.push(...group)
      for (const day of dates) lane.dates.add(day)
    } else {
      lanes.push({ visits: [...group], dates })
    }
  }
  return lanes.map((lane) => lane.visits)
}

/** Of several runs on one date, such as a retry, the one nearest to the usual time stands for the date. */
export function onceADate(visits: readonly Placed[]): Placed[] {
  const usual = median(visits.map((visit) => visit.offset))
  const byDay = new Map<number, Placed>()
  for (const visit of visits) {
    const other = byDay.get(visit.day)
    if (!other || Math.abs(visit.offset - usual) < Math.abs(other.offset - usual)) byDay.set(visit.day, visit)
  }
  return [...byDay.values()].sort((a, b) => a.at - b.at)
}
