import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { infer } from './infer.ts'
import { localClock } from './local-clock.ts'
import { nextExpected } from './next.ts'
import { instantOf, localTime, randomFrom, type SimulatedJob, simulate } from './simulated-jobs.ts'
import { DAY, HOUR, MINUTE } from './units.ts'

const AMSTERDAM = 'Europe/Amsterdam'

/** The local times at which a job is expected next, by its runs up to `now`. */
function next(runs: readonly number[], zone: string, now: string, count: number): string[] {
  const clock = localClock(zone)
  const instant = instantOf(now, zone)
  const known = readArrivals(
    runs.filter((run) => run <= instant),
    clock,
  )
  const expected = nextExpected(infer(known, instant), { clock, now: instant, count })
  return expected.map((at) => localTime(at, zone))
}

const offBy = (time: string, due: string) => Math.abs(Date.parse(`${time}Z`) - Date.parse(`${due}Z`)) / MINUTE

describe('a job that runs every hour from 8 to 18 on weekdays and rests at night', () => {
  const dueOn: SimulatedJob['dueOn'] = ({ weekday }) =>
    weekday < 6 ? Array.from({ length: 11 }, (_, turn) => (8 + turn) * 60) : []

  it.each([1, 4, 10, 14])(
    'is expected at 8 and 9 again, with runs up to %i minutes late',
    (jitterMinutes) => {
      for (let seed = 1; seed <= 12; seed++) {
        const job = { zone: AMSTERDAM, from: '2026-03-30', to: '2026-06-12', dueOn, jitterMinutes }
        const [first = '', second = ''] = next(simulate(job, seed).runs, AMSTERDAM, '2026-06-11T23:00', 2)
        expect(offBy(first, '2026-06-12T08:00'), `${first} of seed ${seed}`).toBeLessThanOrEqual(
          jitterMinutes,
        )
        expect(offBy(second, '2026-06-12T09:00'), `${second} of seed ${seed}`).toBeLessThanOrEqual(
          jitterMinutes,
        )
      }
    },
  )
})

describe('a job that follows from its last run every 67 minutes and begins anew each morning', () => {
  it('is expected in the morning when it begins, not where the beat of the day before would fall', () => {
    const dueOn = () => Array.from({ length: 9 }, (_, turn) => 8 * 60 + turn * 67)
    const job = { zone: AMSTERDAM, from: '2026-03-30', to: '2026-06-12', dueOn, jitterMinutes: 2 }
    for (const now of ['2026-06-08T23:00', '2026-06-09T21:00', '2026-06-10T18:30']) {
      const { runs } = simulate(job)
      const morning = `${Temporal.PlainDateTime.from(now).toPlainDate().add({ days: 1 })}T08:01`
      const [first = '', second = ''] = next(runs, AMSTERDAM, now, 2)
      expect(offBy(first, morning), first).toBeLessThanOrEqual(5)
      expect(offBy(second, first)).toBeCloseTo(67, -1)
    }
  })
})

describe('an hourly job of a device that knows no summer time', () => {
  it.each([
    ['forward', '2026-10-04'],
    ['back', '2026-04-05'],
  ])('is expected at its new minutes as soon as it ran once after Lord Howe’s half hour %s', (_way, date) => {
    const zone = 'Australia/Lord_Howe'
    const random = randomFrom(7)
    const from = instantOf(`${date}T04:19`, zone) - 30 * DAY
    const runs = Array.from({ length: 31 * 24 }, (_, turn) =>
      Math.round(from + turn * HOUR + random() * 5 * MINUTE),
    )
    for (const now of [`${date}T05:10`, `${date}T12:10`, `${date}T20:10`]) {
      const [first = ''] = next(runs, zone, now, 1)
      const due = runs.find((run) => run > instantOf(now, zone)) ?? 0
      expect(offBy(first, localTime(due, zone)), `${first} after ${now}`).toBeLessThanOrEqual(6)
    }
  })
})
