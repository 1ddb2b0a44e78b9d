import { afterAll, describe, expect, it } from 'vitest'
import { dayOf, instantOf, judgedRuns, randomFrom, type SimulatedJob, simulate } from './simulated-jobs.ts'
import { HOUR } from './units.ts'

/** The jobs of a fleet; each is played in four zones, and of its judged weeks every thirtieth run or so is lost. */
type FleetJob = {
  name: string
  dueOn: SimulatedJob['dueOn']
  jitterMinutes: number
  delayed?: number
  /** How far from its due time a lost run may be reported: the spread of its arrivals. */
  withinHours?: number
  /** For runs closer than an hour a loss is this many runs in a row. */
  lostInARow?: number
  judgedFrom?: string
  lossRate?: number
}

const ZONES = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']
const FROM = '2025-07-01'
const NOW = '2026-06-15T12:00'
const MOVED = dayOf('2026-05-11')
const everyMinutes = (minutes: number) => Array.from({ length: 1440 / minutes }, (_, turn) => turn * minutes)

const FLEET: FleetJob[] = [
  { name: 'every night, sometimes an hour late', dueOn: () => [1320], jitterMinutes: 12, delayed: 0.1 },
  { name: 'every night at 02:30', dueOn: () => [150], jitterMinutes: 8, delayed: 0.05 },
  { name: 'every night over midnight', dueOn: () => [1430], jitterMinutes: 20 },
  { name: 'every night within four hours', dueOn: () => [1200], jitterMinutes: 240 },
  {
    name: 'on weekdays',
    dueOn: ({ weekday }) => (weekday < 6 ? [1290] : []),
    jitterMinutes: 15,
    delayed: 0.05,
  },
  {
    name: 'on Sundays',
    dueOn: ({ weekday }) => (weekday === 7 ? [180] : []),
    jitterMinutes: 40,
    judgedFrom: '2026-02-01',
  },
  {
    name: 'every other Saturday',
    dueOn: ({ day }) => ((day - dayOf('2026-01-03')) % 14 === 0 ? [600] : []),
    jitterMinutes: 30,
    judgedFrom: '2026-01-18',
  },
  {
    name: 'on the first',
    dueOn: ({ monthday }) => (monthday === 1 ? [120] : []),
    jitterMinutes: 30,
    judgedFrom: '2026-01-15',
  },
  {
    name: 'on the last day of the month',
    dueOn: ({ monthday, daysInMonth }) => (monthday === daysInMonth ? [1400] : []),
    jitterMinutes: 90,
    judgedFrom: '2026-01-15',
  },
  {
    name: 'on the second Tuesday',
    dueOn: ({ weekday, monthday }) => (weekday === 2 && Math.ceil(monthday / 7) === 2 ? [1200] : []),
    jitterMinutes: 30,
    judgedFrom: '2026-01-15',
  },
  { name: 'at noon and at night', dueOn: () => [720, 1320], jitterMinutes: 15, delayed: 0.03 },
  {
    name: 'on Saturdays hours later',
    dueOn: ({ weekday }) => [weekday === 6 ? 1800 : 1380],
    jitterMinutes: 20,
  },
  { name: 'every four hours', dueOn: () => everyMinutes(240), jitterMinutes: 15, delayed: 0.02 },
  { name: 'every hour', dueOn: () => everyMinutes(60), jitterMinutes: 6 },
  {
    name: 'every hour of the working day',
    dueOn: ({ weekday }) => (weekday < 6 ? everyMinutes(60).slice(8, 19) : []),
    jitterMinutes: 6,
  },
  {
    name: 'every 15 minutes',
    dueOn: () => everyMinutes(15),
    jitterMinutes: 2,
    lostInARow: 4,
    judgedFrom: '2026-06-08',
    lossRate: 0.004,
  },
  {
    name: 'drifting four minutes a day',
    dueOn: ({ day }) => [480 + 4 * (day - dayOf(FROM)) - 900],
    jitterMinutes: 8,
  },
  {
    name: 'moved from 22:00 to 01:30',
    dueOn: ({ day }) => [day < MOVED ? 1320 : 1530],
    jitterMinutes: 15,
    lossRate: 0,
  },
  {
    name: 'moved, and then lost runs',
    dueOn: ({ day }) => [day < MOVED ? 1320 : 1530],
    jitterMinutes: 15,
    judgedFrom: '2026-05-16',
  },
  {
    name: 'weekdays that gained Saturdays',
    dueOn: ({ weekday, day }) => (weekday < (day < MOVED ? 6 : 7) ? [1320] : []),
    jitterMinutes: 15,
    lossRate: 0,
  },
]

const table: string[] = []

describe('a fleet of jobs', () => {
  afterAll(() => console.log(['found  false  overlooked', ...table].join('\n')))

  it.each(FLEET)('$name: every lost run is found, and no other', (job) => {
    const sums = { found: 0, falsely: 0, overlooked: 0 }
    for (const [index, zone] of ZONES.entries()) {
      const { found, falsely, overlooked } = play(job, zone, index + 1)
      sums.found += found
      sums.falsely += falsely
      sums.overlooked += overlooked
    }
    const { found, falsely, overlooked } = sums
    table.push(
      `${String(found).padStart(5)}  ${String(falsely).padStart(5)}  ${String(overlooked).padStart(10)}  ${job.name}`,
    )
    expect({ falsely, overlooked }).toEqual({ falsely: 0, overlooked: 0 })
    expect(found).toBeGreaterThanOrEqual(job.lossRate === 0 ? 0 : 1)
  })

  it('a job that stopped is missed every night', () => {
    const stopped = instantOf('2026-05-20T12:00', 'Europe/Amsterdam')
    const { runs, lost } = simulate({
      ...simulated({ name: '', dueOn: () => [1320], jitterMinutes: 12 }, 'Europe/Amsterdam'),
      lost: (due) => due > stopped && due < instantOf(NOW, 'Europe/Amsterdam'),
    })
    expect(missedSince('2026-05-20T12:00', runs, 'Europe/Amsterdam')).toHaveLength(lost.length)
  })

  it('a holiday of two weeks is missed, and the first run lost after it, too', () => {
    const zone = 'Europe/Amsterdam'
    const isAway = (due: number) =>
      due > instantOf('2026-05-04T12:00', zone) && due < instantOf('2026-05-18T12:00', zone)
    const job = simulated(
      { name: '', dueOn: ({ weekday }) => (weekday < 6 ? [1320] : []), jitterMinutes: 12 },
      zone,
    )
    const { runs, lost } = simulate({
      ...job,
      lost: (due) => isAway(due) || due === instantOf('2026-05-19T22:00', zone),
    })
    expect(lost).toHaveLength(11)
    expect(missedSince('2026-04-01T12:00', runs, zone)).toHaveLength(11)
  })
})

function simulated({ dueOn, jitterMinutes, delayed = 0 }: FleetJob, zone: string): SimulatedJob {
  return { zone, from: FROM, to: NOW.slice(0, 10), dueOn, jitterMinutes, delayed }
}

function missedSince(from: string, runs: readonly number[], zone: string): number[] {
  const now = instantOf(NOW, zone)
  return judgedRuns({ runs: runs.filter((run) => run <= now), zone }, { from, now: NOW })
    .filter((one) => one.outcome === 'missed')
    .map((one) => one.at)
}

function play(job: FleetJob, zone: string, seed: number) {
  const { judgedFrom = '2026-04-20', lossRate = 1 / 30, lostInARow = 1, withinHours = 5 } = job
  const random = randomFrom(100 * seed)
  const from = `${judgedFrom}T12:00`
  const [start, end] = [instantOf(from, zone), instantOf(NOW, zone) - 12 * HOUR]
  let left = 0
  const losses: number[] = []
  const history = simulate(
    {
      ...simulated(job, zone),
      lost(due) {
        if (left === 0 && due > start && due < end && random() < lossRate) {
          left = lostInARow
          losses.push(due)
        }
        if (left === 0) return false
        left--
        return true
      },
    },
    seed,
  )
  const missed = missedSince(from, history.runs, zone)
  const open = new Set(losses)
  let found = 0
  for (const at of missed) {
    const loss = [...open].find((due) => Math.abs(due - at) <= withinHours * HOUR)
    if (loss !== undefined && open.delete(loss)) found++
  }
  return { found, falsely: missed.length - found, overlooked: open.size }
}
