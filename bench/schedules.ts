import { readArrivals } from '../src/domain/schedule/arrivals.ts'
import { type CalendarDate, dateOf } from '../src/domain/schedule/calendar.ts'
import { DEFAULT_GRACE } from '../src/domain/schedule/expectation.ts'
import { type LocalClock, localClock } from '../src/domain/schedule/local-clock.ts'
import { judge } from '../src/domain/schedule/missed.ts'
import { DAY, HOUR, MINUTE } from '../src/domain/schedule/units.ts'
import { missedByPlainRule } from './plain-rule.ts'
import { POPULATIONS, type Population } from './populations.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'

const ZONES = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']
/** Both changes of the clock lie in the history of half a year or more, and one in the judged weeks of most zones. */
const ENDS = ['2026-11-20', '2026-04-25']
const HISTORY_DAYS = 330
const JUDGED_DAYS = 60
/** The change, where there is one, lies so many days before the end. */
const CHANGED_BEFORE = 50

type Score = { losses: number; found: number; falsely: number }
/** When a run was expected, and the window in which it would have been in time. */
type Raised = { at: number; opens: number; closes: number }
type Loss = { due: number; isKnowable: boolean }

/** `npm run bench -- schedules [seed] [jobs a zone]`: populations of made-up jobs with known losses; precision and recall of our rules beside the plain one. */
export async function benchSchedules([givenSeed, givenJobs]: readonly string[]): Promise<void> {
  const seed = Number(givenSeed ?? 1)
  const jobs = Number(givenJobs ?? 8)
  console.log(`seed ${seed}, ${jobs * ZONES.length} jobs a population, in ${ZONES.join(', ')}\n`)
  console.log(`${'population'.padEnd(50)}  losses   ours: precision  recall   plain: precision  recall`)
  const totals = { ours: noScore(), plain: noScore() }
  for (const population of POPULATIONS) {
    const scores = { ours: noScore(), plain: noScore() }
    for (const [index, zone] of ZONES.entries())
      for (let job = 0; job < jobs; job++) {
        const random = seededRandom(seed * 100_003 + index * 1009 + job * 13)
        play(population, localClock(zone), ENDS[job % ENDS.length] ?? '', random, scores)
      }
    show(population.name, scores)
    for (const rule of ['ours', 'plain'] as const) add(totals[rule], scores[rule])
  }
  show('all', totals)
}

function play(
  population: Population,
  clock: LocalClock,
  end: string,
  random: SeededRandom,
  scores: { ours: Score; plain: Score },
): void {
  const last = Temporal.PlainDate.from('1970-01-01').until(end).days
  const change = last - CHANGED_BEFORE
  const now = clock.toInstant(last * DAY + 12 * HOUR)
  const from = clock.toInstant((last - (population.judgedDays ?? JUDGED_DAYS)) * DAY + 12 * HOUR)
  const { runs, losses } = history(population, {
    clock,
    random,
    first: last - HISTORY_DAYS,
    last,
    change,
    from,
    now,
  })
  const isExcused = holidayOf(population, change)
  const judged = judge(readArrivals(runs, clock), { clock, from, now, grace: DEFAULT_GRACE, isExcused })
  const ours = judged.filter((one) => one.outcome === 'missed')
  // Raised at its deadline, and closed when a run came after all: not false, and found when a run really was lost.
  const closed = judged.filter((one) => one.outcome === 'late')
  const isInTurnOfChange = turnOfChange(population, clock, change)
  const within = (population.withinMinutes ?? 300) * MINUTE
  const plain = missedByPlainRule(runs, { clock, from, now })
  const raised = { ours, plain: plain.map((at) => ({ at, opens: at, closes: at })) }
  for (const rule of ['ours', 'plain'] as const)
    add(
      scores[rule],
      score(
        raised[rule].filter(({ at }) => !isExcused(clock.toWall(at))),
        { losses, within, isInTurnOfChange, closed: rule === 'ours' ? closed : [] },
      ),
    )
}

type Span = {
  clock: LocalClock
  random: SeededRandom
  first: number
  last: number
  change: number
  from: number
  now: number
}

/** When the runs of one job came, and which were lost on the way. */
function history(
  population: Population,
  { clock, random, first, last, change, from, now }: Span,
): { runs: number[]; losses: Loss[] } {
  const plan = population.plan(random, change)
  const isOnHoliday = holidayOf(population, change)
  const isAway = (at: number) => isOnHoliday(clock.toWall(at))
  const afterOutage = outageOf(population, clock, change)
  const lostFrom =
    population.lostAfterChange === undefined
      ? from
      : clock.toInstant((change + population.lostAfterChange) * DAY)
  const rate = population.lossRate ?? 1 / 30
  const runs: number[] = []
  const losses: Loss[] = []
  const courses = new Map<string, Turn[]>()
  let lostMore = 0
  let lastWasLost = false
  for (let day = first; day <= last; day++) {
    for (const [index, minute] of plan.dueOn(dateOf(day)).entries()) {
      const due = clock.toInstant(day * DAY + minute * MINUTE)
      const jitter = (random.below(1_000_000) / 1_000_000) * plan.jitterMinutes * MINUTE
      const delay = random.chance(plan.delayed ?? 0) ? random.below(HOUR) : 0
      // In the last hours of the history nothing is judged yet.
      const mayBeLost = due > Math.max(from, lostFrom) && due < now - 12 * HOUR && !isAway(due)
      // Of a job that is watched for its silences two losses without a run between are one silence, and so one finding.
      const isOneSilence = population.lostInARow !== undefined && lastWasLost
      const course = courseOf(courses, slotName(population, dateOf(day), index))
      if (lostMore === 0 && mayBeLost && !isOneSilence && random.chance(rate)) {
        losses.push({ due, isKnowable: isKnowable(course, due, population) })
        lostMore = population.lostInARow ?? 1
      }
      lastWasLost = lostMore > 0
      const arrives = afterOutage(due + jitter + delay)
      if (!isAway(due)) course.push({ due, came: lostMore === 0 })
      if (lostMore > 0) lostMore--
      else if (!isAway(due) && arrives <= now) runs.push(Math.round(arrives))
    }
  }
  return { runs, losses }
}

/** One time that a slot was due before, and whether its run came. */
type Turn = { due: number; came: boolean }

const LEAST_HITS = 5
const LEAST_SHARE = 0.7

/**
 * A loss counts for the recall only where the contract itself expects a run: from the slot's fifth hit on, and while it was kept at
 * 70 % of its turns in the window that the rule may look at. Of a last day of the month that was lost in three of six months no rule
 * that keeps the contract knows the fourth.
 */
function isKnowable(course: readonly Turn[], due: number, { turn = 'week' }: Population): boolean {
  if (turn === 'interval') return true
  const window = (turn === 'week' ? 90 : 180) * DAY
  const recent = course.filter((one) => one.due > due - window)
  const sinceFirst = recent.slice(recent.findIndex((one) => one.came))
  const hits = sinceFirst.filter((one) => one.came).length
  return (
    course.filter((one) => one.came).length >= LEAST_HITS &&
    hits >= (turn === 'month' ? 3 : LEAST_HITS) &&
    hits >= LEAST_SHARE * sinceFirst.length
  )
}

/** Which slot of the job a run is due in. */
function slotName({ turn = 'week' }: Population, { weekday }: CalendarDate, index: number): string {
  return turn === 'week' ? `${weekday} ${index}` : String(index)
}

function courseOf(courses: Map<string, Turn[]>, name: string): Turn[] {
  const course = courses.get(name) ?? []
  courses.set(name, course)
  return course
}

/** Whether a wall time lies in the population's holiday, by its date. */
function holidayOf({ holidayDays = 0 }: Population, change: number): (wall: number) => boolean {
  return (wall) => {
    const day = Math.floor(wall / DAY)
    return day >= change && day < change + holidayDays
  }
}

/**
 * Whether an instant lies in the first turn of a new rhythm. That runs are no longer due on some days nobody can know before: what
 * is raised then is right by everything that is known, and counts neither way.
 */
function turnOfChange(
  { daysOfTheTurn = 0 }: Population,
  clock: LocalClock,
  change: number,
): (at: number) => boolean {
  const [begin, end] = [clock.toInstant(change * DAY), clock.toInstant((change + daysOfTheTurn) * DAY)]
  return (at) => at >= begin && at < end
}

/** When something arrives that was sent then: after an outage in which it could not be delivered. */
function outageOf(
  { outageHours = 0 }: Population,
  clock: LocalClock,
  change: number,
): (at: number) => number {
  const begin = clock.toInstant(change * DAY + 20 * HOUR)
  const end = begin + outageHours * HOUR
  return (at) => (at >= begin && at < end ? end + (at - begin) / 50 : at)
}

function score(
  raised: readonly Raised[],
  {
    losses,
    within,
    isInTurnOfChange,
    closed,
  }: {
    losses: readonly Loss[]
    within: number
    isInTurnOfChange: (at: number) => boolean
    closed: readonly Raised[]
  },
): Score {
  const open = new Set(losses)
  let found = 0
  let falsely = 0
  const match = ({ at, opens, closes }: Raised): boolean => {
    const loss = [...open].find(({ due }) => Math.abs(due - at) <= within || (opens <= due && due <= closes))
    if (loss?.isKnowable) found++
    return loss !== undefined && open.delete(loss)
  }
  for (const one of raised) if (!match(one) && !isInTurnOfChange(one.at)) falsely++
  for (const one of closed) match(one)
  return { losses: losses.filter((loss) => loss.isKnowable).length, found, falsely }
}

function noScore(): Score {
  return { losses: 0, found: 0, falsely: 0 }
}

function add(sum: Score, { losses, found, falsely }: Score): void {
  sum.losses += losses
  sum.found += found
  sum.falsely += falsely
}

function show(name: string, { ours, plain }: { ours: Score; plain: Score }): void {
  const figures = ({ losses, found, falsely }: Score) => {
    const precision = found + falsely === 0 ? 1 : found / (found + falsely)
    const recall = losses === 0 ? 1 : found / losses
    return `${precision.toFixed(3).padStart(9)}  ${recall.toFixed(3).padStart(6)}`
  }
  console.log(
    `${name.padEnd(50)}  ${String(ours.losses).padStart(6)}         ${figures(ours)}          ${figures(plain)}`,
  )
}
