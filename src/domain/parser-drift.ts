import { chanceOfSoFew, type Share } from './exact-test.ts'
import { type DriftMeasure, MEASURES, type ParserDay, shareOf } from './parser-day.ts'
import { driftTodo, driftWords } from './parser-drift-words.ts'

/** Compared are the last seven days, today included, with the 28 before them: both hold each weekday equally often. */
export const RECENT_DAYS = 7
export const HISTORY_DAYS = 28

/** Fewer messages than these are no evidence, whatever they say. */
const MIN_RECENT = 10
const MIN_HISTORY = 30
/** A history that came on one or two days (an imported mailbox) is none. */
const MIN_HISTORY_DAYS = 3
/** What comes about by chance more often than once in ten thousand looks is no alarm. */
const CHANCE = 1e-4
/** And what is too small to be worth a look is none either: a drop by so much of the whole. */
const MIN_DROP: Record<DriftMeasure, number> = {
  match: 0.03,
  objects: 0.15,
  started: 0.15,
  ended: 0.15,
  size: 0.15,
  host: 0.15,
  'status words': 0.1,
}

/** A rate of a parser that fell below its own history. */
export type Drift = {
  measure: DriftMeasure
  before: Share
  now: Share
  /** The day from which on the rate is lower, as well as the counts can tell. */
  since: string
  says: string
  todo: string
}

/** The first day of the history and the first of the recent days, seen from today. */
export function driftWindow(today: string): { historyFrom: string; recentFrom: string } {
  const recentFrom = Temporal.PlainDate.from(today).subtract({ days: RECENT_DAYS - 1 })
  return {
    historyFrom: recentFrom.subtract({ days: HISTORY_DAYS }).toString(),
    recentFrom: recentFrom.toString(),
  }
}

/** The days of each window, in the order given; days outside both are left out. */
export function windowsOf(days: readonly ParserDay[], today: string) {
  const { historyFrom, recentFrom } = driftWindow(today)
  return {
    history: days.filter(({ day }) => day >= historyFrom && day < recentFrom),
    recent: days.filter(({ day }) => day >= recentFrom && day <= today),
  }
}

/** Which rates of one parser dropped against its own history; days may be missing and in any order. */
export function driftsOf(days: readonly ParserDay[], today: string): Drift[] {
  const { history, recent } = windowsOf(
    days.toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    today,
  )
  if (history.length < MIN_HISTORY_DAYS) return []
  return MEASURE_NAMES.flatMap((measure) => {
    const before = shareOf(measure, history)
    const now = shareOf(measure, recent)
    if (!isDrop(measure, { share: now, days: recent }, { share: before, days: history })) return []
    const since = startOfDrop(measure, [...history, ...recent])
    const drift = { measure, before, now, since }
    return [{ ...drift, says: driftWords(drift), todo: driftTodo(measure) }]
  })
}

const MEASURE_NAMES = Object.keys(MEASURES) as DriftMeasure[]

type Window = { share: Share; days: readonly ParserDay[] }

function isDrop(measure: DriftMeasure, now: Window, before: Window): boolean {
  const [witnessedNow, witnessedBefore] = [witnessed(measure, now), witnessed(measure, before)]
  if (witnessedNow.of < MIN_RECENT || witnessedBefore.of < MIN_HISTORY) return false
  if (rate(before.share) - rate(now.share) < MIN_DROP[measure]) return false
  return chanceOfSoFew(witnessedNow, witnessedBefore) < CHANCE
}

/** A message with two hundred results is one witness, not two hundred. */
function witnessed(measure: DriftMeasure, { share, days }: Window): Share {
  if (measure === 'match') return share
  const messages = days.reduce((sum, day) => sum + day.messages, 0)
  const scale = Math.min(1, messages / Math.max(1, share.of))
  return { count: Math.round(share.count * scale), of: Math.round(share.of * scale) }
}

/** Where to cut the days in two so that one rate before and a lower one after explain them best. */
function startOfDrop(measure: DriftMeasure, days: readonly ParserDay[]): string {
  const all = shareOf(measure, days)
  const before: Share = { count: 0, of: 0 }
  let best = { likelihood: Number.NEGATIVE_INFINITY, day: days[0]?.day ?? '' }
  for (const day of days) {
    const after = { count: all.count - before.count, of: all.of - before.of }
    const likelihood = logLikelihood(before) + logLikelihood(after)
    if (before.of > 0 && after.of > 0 && rate(after) < rate(before) && likelihood > best.likelihood)
      best = { likelihood, day: day.day }
    const { count, of } = MEASURES[measure](day)
    before.count += count
    before.of += of
  }
  return best.day
}

function logLikelihood({ count, of }: Share): number {
  const misses = of - count
  return (count > 0 ? count * Math.log(count / of) : 0) + (misses > 0 ? misses * Math.log(misses / of) : 0)
}

function rate({ count, of }: Share): number {
  return of === 0 ? 0 : count / of
}
