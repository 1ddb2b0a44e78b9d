import { readArrivals } from '../src/domain/schedule/arrivals.ts'
import { dateOf } from '../src/domain/schedule/calendar.ts'
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

/** `npm run bench -- schedules [seed] [jobs a zone]`: populations of made-up jobs with known losses; precision and recall of our rules beside the plain one. */
export async function benchSchedules([givenSeed, givenJobs]: readonly string[]): Promise<void> {
  const seed = Number(givenSeed ?? 1)
  const jobs = Number(givenJobs ?? 4)
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
  const ours = judge(readArrivals(runs, clock), { clock, from, now, grace: DEFAULT_GRACE })
    .filter((one) => one.outcome === 'missed')
    .map((one) => one.at)
  const excused = holidayOf(population, clock, change)
  const within = (population.withinMinutes ?? 300) * MINUTE
  const raised = { ours, plain: missedByPlainRule(runs, { clock, from, now }) }
  for (const rule of ['ours', 'plain'] as const)
    add(
      scores[rule],
      score(
        raised[rule].filter((at) => !excused(at)),
        losses,
        within,
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
): { runs: number[]; losses: number[] } {
  const plan = population.plan(random, change)
  const isAway = holidayOf(population, clock, change)
  const afterOutage = outageOf(population, clock, change)
  const lostFrom =
    population.lostAfterChange === undefined
      ? from
      : clock.toInstant((change + population.lostAfterChange) * DAY)
  const rate = population.lossRate ?? 1 / 30
  const runs: number[] = []
  const losses: number[] = []
  let lostMore = 0
  for (let day = first; day <= last; day++) {
    for (const minute of plan.dueOn(dateOf(day))) {
      const due = clock.toInstant(day * DAY + minute * MINUTE)
      const jitter = (random.below(1_000_000) / 1_000_000) * plan.jitterMinutes * MINUTE
      const delay = random.chance(plan.delayed ?? 0) ? random.below(HOUR) : 0
      // In the last hours of the history nothing is judged yet.
      const mayBeLost = due > Math.max(from, lostFrom) && due < now - 12 * HOUR && !isAway(due)
      if (lostMore === 0 && mayBeLost && random.chance(rate)) {
        losses.push(due)
        lostMore = population.lostInARow ?? 1
      }
      const arrives = afterOutage(due + jitter + delay)
      if (lostMore > 0) lostMore--
      else if (!isAway(due) && arrives <= now) runs.push(Math.round(arrives))
    }
  }
  return { runs, losses }
}

/** Whether an instant lies in the population's holiday, by the local date. */
function holidayOf(
  { holidayDays = 0 }: Population,
  clock: LocalClock,
  change: number,
): (at: number) => boolean {
  return (at) => {
    const day = Math.floor(clock.toWall(at) / DAY)
    return day >= change && day < change + holidayDays
  }
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

function score(raised: readonly number[], losses: readonly number[], within: number): Score {
  const open = new Set(losses)
  let found = 0
  for (const at of raised) {
    const loss = [...open].find((due) => Math.abs(due - at) <= within)
    if (loss !== undefined && open.delete(loss)) found++
  }
  return { losses: losses.length, found, falsely: raised.length - found }
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
