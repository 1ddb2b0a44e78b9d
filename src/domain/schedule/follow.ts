import type { Placed } from './business-day.ts'
import type { Lane } from './lanes.ts'
import { median } from './statistics.ts'

/** So many runs in a row, off their usual times by the same amount, are a move of the whole job. */
const RUNS_OF_A_MOVE = 3
const USUAL_OF_LAST = 5
const SLACK_MINUTES = 30
const DIFFERENCES_OF_A_DRIFT = 8
const LATEST_DIFFERENCES = 28
const SAME_DIRECTION = 0.8

/**
 * Brings the older visits of every lane to where the job is now: when all its slots moved, or its time drifts slowly, the history
 * is kept and told in today's times, instead of a stale slot dying beside a new one that is still being learned.
 */
export function followToPresent(lanes: readonly Lane[]): Lane[] {
  return straightenDrift(undoMoves(lanes))
}

type Visit = { lane: number; visit: Placed }

function undoMoves(lanes: readonly Lane[]): Lane[] {
  const visits: Visit[] = lanes
    .flatMap((lane, index) => lane.visits.map((visit) => ({ lane: index, visit })))
    .sort((a, b) => a.visit.at - b.visit.at)
  const recent = lanes.map((): { at: number; offset: number }[] => [])
  const moves: { before: number; minutes: number }[] = []
  let strays: { at: number; by: number }[] = []
  for (const { lane, visit } of visits) {
    const known = recent[lane] ?? []
    const by = strayOf(
      visit.offset,
      known.map((one) => one.offset),
    )
    if (by === 0) strays = []
    if (by)
      strays = [...strays.filter((stray) => Math.abs(stray.by - by) <= SLACK_MINUTES), { at: visit.at, by }]
    known.push({ at: visit.at, offset: visit.offset })
    if (known.length > USUAL_OF_LAST) known.shift()
    const first = strays[0]
    if (first && strays.length >= RUNS_OF_A_MOVE) {
      const minutes = median(strays.map((stray) => stray.by))
      moves.push({ before: first.at, minutes })
      for (const one of recent.flat()) if (one.at < first.at) one.offset += minutes
      strays = []
    }
  }
  return moves.length === 0
    ? [...lanes]
    : lanes.map((lane) => ({ ...lane, visits: moved(lane.visits, moves) }))
}

/** By how many minutes a time lies outside what was usual: 0 within it, null while nothing is usual yet. */
function strayOf(offset: number, known: readonly number[]): number | null {
  if (known.length < 3) return null
  const usual = median(known)
  const spread = Math.max(...known.map((one) => Math.abs(one - usual)))
  const by = offset - usual
  return Math.abs(by) > Math.max(SLACK_MINUTES, Math.min(2 * spread, 4 * SLACK_MINUTES)) ? by : 0
}

/** Each visit shifted by all the moves that came after it. */
function moved(visits: readonly Placed[], moves: readonly { before: number; minutes: number }[]): Placed[] {
  let later = moves.length
  let shift = 0
  return visits
    .toReversed()
    .map((visit) => {
      for (let move = moves[later - 1]; move && visit.at < move.before; move = moves[later - 1]) {
        shift += move.minutes
        later--
      }
      return { ...visit, offset: visit.offset + shift }
    })
    .reverse()
}

function straightenDrift(lanes: readonly Lane[]): Lane[] {
  const slope = minutesADay(lanes)
  if (slope === 0) return [...lanes]
  const present = Math.max(...lanes.map((lane) => lane.visits.at(-1)?.day ?? 0))
  return lanes.map((lane) => ({
    ...lane,
    visits: lane.visits.map((visit) => ({ ...visit, offset: visit.offset + slope * (present - visit.day) })),
  }))
}

/** How fast the time of day drifts, or 0 when it only varies: nearly every run must go on in the direction of the one a cycle before. */
function minutesADay(lanes: readonly Lane[]): number {
  const differences = lanes
    .flatMap(({ visits }) =>
      visits.slice(1).map((visit, index) => {
        const before = visits[index] ?? visit
        return { at: visit.at, slope: (visit.offset - before.offset) / (visit.day - before.day) }
      }),
    )
    .sort((a, b) => a.at - b.at)
    .slice(-LATEST_DIFFERENCES)
    .map((difference) => difference.slope)
  const slope = median(differences)
  const onward = differences.filter((one) => one * slope > 0).length
  return differences.length >= DIFFERENCES_OF_A_DRIFT && onward >= SAME_DIRECTION * differences.length
    ? slope
    : 0
}
