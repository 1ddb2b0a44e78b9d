import type { Placed } from './business-day.ts'
import type { Lane } from './lanes.ts'
import { median } from './statistics.ts'

/** So many runs in a row, off their usual times by the same amount, are a move of the whole job. */
const RUNS_OF_A_MOVE = 3
const MOVES_REMEMBERED = 8
const USUAL_OF_LAST = 5
const LEAST_USUAL = 3
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

type Stray = { at: number; by: number }
type Move = { before: number; minutes: number }
/** What is known of a lane while walking through time: its latest visits, and the moves it made. */
type Course = { rank: number; recent: { at: number; offset: number }[]; moves: Move[] }

function undoMoves(lanes: readonly Lane[]): Lane[] {
  const courses = lanes.map(({ rank }): Course => ({ rank, recent: [], moves: [] }))
  const visits = lanes
    .flatMap((lane, index) => lane.visits.map((visit) => ({ course: courses[index], visit })))
    .sort((a, b) => a.visit.at - b.visit.at)
  let strays: Stray[] = []
  const straysOfRank = new Map<number, Stray[]>()
  for (const { course, visit } of visits) {
    if (!course) continue
    const by = strayOf(visit.offset, course.recent)
    strays = withStray(strays, visit.at, by)
    straysOfRank.set(course.rank, withStray(straysOfRank.get(course.rank) ?? [], visit.at, by))
    course.recent.push({ at: visit.at, offset: visit.offset })
    if (course.recent.length > USUAL_OF_LAST) course.recent.shift()
    const ofRank = straysOfRank.get(course.rank) ?? []
    if (strays.length >= RUNS_OF_A_MOVE) {
      move(courses, strays)
      strays = []
      straysOfRank.clear()
    } else if (ofRank.length >= RUNS_OF_A_MOVE) {
      move(
        courses.filter((one) => one.rank === course.rank),
        ofRank,
      )
      straysOfRank.delete(course.rank)
    }
  }
  return lanes.map((lane, index) => {
    const moves = courses[index]?.moves.slice(-MOVES_REMEMBERED) ?? []
    return { ...lane, visits: moves.reduceRight<readonly Placed[]>(carriedAlong, lane.visits) }
  })
}

/** The strays in a row that agree with each other; a run at its usual time ends the row, one that nothing is known of does not. */
function withStray(strays: readonly Stray[], at: number, by: number | null): Stray[] {
  if (by === 0) return []
  if (by === null) return [...strays]
  return [...strays.filter((stray) => Math.abs(stray.by - by) <= SLACK_MINUTES), { at, by }]
}

function move(courses: readonly Course[], strays: readonly Stray[]): void {
  const made = { before: strays[0]?.at ?? 0, minutes: median(strays.map((stray) => stray.by)) }
  for (const course of courses) {
    course.moves.push(made)
    course.recent = carriedAlong(course.recent, made)
  }
}

/** Visits from before a move, told in the times after it; what is nearer to the new time already had moved before it was noticed. */
function carriedAlong<V extends { at: number; offset: number }>(
  visits: readonly V[],
  { before, minutes }: Move,
): V[] {
  const since = visits.filter((visit) => visit.at >= before).map((visit) => visit.offset)
  const present = median(since)
  return visits.map((visit) => {
    const offset = visit.offset + minutes
    const isNearer = since.length === 0 || Math.abs(offset - present) < Math.abs(visit.offset - present)
    return visit.at < before && isNearer ? { ...visit, offset } : visit
  })
}

/** By how many minutes a time lies outside what was usual: 0 within it, null while nothing is usual yet. */
function strayOf(offset: number, recent: Course['recent']): number | null {
  if (recent.length < LEAST_USUAL) return null
  const known = recent.map((visit) => visit.offset)
  const usual = median(known)
  const spread = Math.max(...known.map((one) => Math.abs(one - usual)))
  const by = offset - usual
  return Math.abs(by) > Math.max(SLACK_MINUTES, Math.min(2 * spread, 4 * SLACK_MINUTES)) ? by : 0
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
