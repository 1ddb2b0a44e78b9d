import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { infer } from './infer.ts'
import { localClock } from './local-clock.ts'
import { nextExpected } from './next.ts'
import { instantOf, judgedRuns, localTime, type SimulatedJob, simulate } from './simulated-jobs.ts'
import { DAY, HOUR, MINUTE } from './units.ts'

/** The changes of 2026: the local date on which the clock goes forward, and back; Kolkata has none. */
const ZONES = [
  {
    zone: 'Europe/Amsterdam',
    forward: '2026-03-29',
    back: '2026-10-25',
    changesBy: 60,
    skipped: '02:30',
    moved: '03:30',
  },
  {
    zone: 'America/New_York',
    forward: '2026-03-08',
    back: '2026-11-01',
    changesBy: 60,
    skipped: '02:30',
    moved: '03:30',
  },
  {
    zone: 'Australia/Lord_Howe',
    forward: '2026-10-04',
    back: '2026-04-05',
    changesBy: 30,
    skipped: '02:15',
    moved: '02:45',
  },
  {
    zone: 'Asia/Kolkata',
    forward: '2026-03-29',
    back: '2026-10-25',
    changesBy: 0,
    skipped: '02:30',
    moved: '02:30',
  },
]
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function around(date: string, zone: string, job: Pick<SimulatedJob, 'dueOn'> & Partial<SimulatedJob>) {
  const day = Temporal.PlainDate.from(date)
  const simulated = simulate({
    zone,
    from: day.subtract({ days: 70 }).toString(),
    to: day.add({ days: 7 }).toString(),
    jitterMinutes: 4,
    ...job,
  })
  const judging = { from: `${day.subtract({ days: 3 })}T12:00`, now: `${day.add({ days: 7 })}T12:00` }
  return { ...simulated, zone, judging }
}

describe.each(ZONES)('in $zone', ({ zone, forward, back, changesBy, skipped, moved }) => {
  it.each([
    ['skipped', forward],
    ['doubled', back],
  ])('a job in the %s hour is neither missed nor expected twice', (_hour, date) => {
    const { runs, judging } = around(date, zone, { dueOn: () => [minutesOf(skipped)] })
    const judged = judgedRuns({ runs, zone }, judging)
    expect(judged.map((one) => one.outcome)).toEqual(Array(10).fill('came'))
    expect(new Set(judged.map((one) => localTime(one.at, zone).slice(0, 10))).size).toBe(10)
  })

  it.each([
    ['forward', forward],
    ['back', back],
  ])(
    'a weekly job just after the change %s is not missed, nor is its window turned inside out',
    (_way, date) => {
      const weekday = Temporal.PlainDate.from(date).dayOfWeek
      for (const time of ['02:00', '03:00', '03:20']) {
        const dueOn: SimulatedJob['dueOn'] = (day) => (day.weekday === weekday ? [minutesOf(time)] : [])
        const { runs, judging } = around(date, zone, { dueOn, jitterMinutes: 50 })
        const judged = judgedRuns({ runs, zone }, judging)
        expect(judged.map((one) => one.outcome)).toEqual(['came', 'came'])
        for (const one of judged) expect(one.opens).toBeLessThan(one.closes)
      }
    },
  )

  it.each([
    ['skipped', forward],
    ['doubled', back],
  ])('a run lost in the %s hour is missed', (_hour, date) => {
    const lostAt = instantOf(`${date}T${skipped}`, zone)
    const { runs, judging } = around(date, zone, {
      dueOn: () => [minutesOf(skipped)],
      lost: (due) => due === lostAt,
    })
    const missed = judgedRuns({ runs, zone }, judging).filter((one) => one.outcome === 'missed')
    expect(missed.map((one) => localTime(one.at, zone).slice(0, 10))).toEqual([date])
  })

  it('a time that the clock skips is expected as much later as the clock was set forward', () => {
    const dueOn = () => [minutesOf(skipped)]
    const { runs } = around(forward, zone, { dueOn, jitterMinutes: 0 })
    const now = instantOf(`${forward}T00:30`, zone)
    const clock = localClock(zone)
    const schedule = infer(
      readArrivals(
        runs.filter((run) => run <= now),
        clock,
      ),
      now,
    )
    const [next = 0, following = 0] = nextExpected(schedule, { clock, now, count: 2 })
    expect(localTime(next, zone)).toBe(`${forward}T${moved}`)
    expect(following - next).toBe(DAY - changesBy * MINUTE)
  })

  it('a time that comes twice is expected at the first', () => {
    const { runs } = around(back, zone, { dueOn: () => [minutesOf('01:45')], jitterMinutes: 0 })
    const now = instantOf(`${back}T00:30`, zone)
    const clock = localClock(zone)
    const schedule = infer(
      readArrivals(
        runs.filter((run) => run <= now),
        clock,
      ),
      now,
    )
    expect(nextExpected(schedule, { clock, now, count: 1 })).toEqual([instantOf(`${back}T01:45`, zone)])
  })

  it.each([['doubled', 'the second', back]])(
    'a run in the %s hour may come in %s half of it',
    (_hour, _half, date) => {
      const first = instantOf(`${date}T${skipped}`, zone)
      const { runs, judging } = around(date, zone, {
        dueOn: () => [minutesOf(skipped)],
        lost: (due) => due === first,
      })
      const judged = judgedRuns({ runs: [...runs, first + changesBy * MINUTE + 60_000], zone }, judging)
      expect(judged.filter((one) => one.outcome !== 'came')).toEqual([])
    },
  )

  it.each([
    ['every 15 minutes by the clock', 15],
    ['every hour by the clock', 60],
    ['every two hours by the clock', 120],
    ['every four hours by the clock', 240],
    ['every six hours by the clock', 360],
  ])('a job %s goes on over both changes', (_name, every) => {
    const dueOn = () => Array.from({ length: 1440 / every }, (_, turn) => turn * every)
    for (const date of [forward, back]) {
      const { runs, judging } = around(date, zone, { dueOn, jitterMinutes: Math.min(4, every / 10) })
      const missed = judgedRuns({ runs, zone }, judging).filter((one) => one.outcome === 'missed')
      expect(missed.map((one) => localTime(one.at, zone))).toEqual([])
    }
  })

  it.each([4, 6])('a job that counts %i hours and knows no summer time goes on, too', (hours) => {
    for (const date of [forward, back]) {
      const { judging } = around(date, zone, { dueOn: () => [] })
      const from = instantOf(judging.from, zone) - 60 * DAY
      const runs = Array.from({ length: (24 * 71) / hours }, (_, turn) => from + turn * hours * HOUR)
      const missed = judgedRuns({ runs, zone }, judging).filter(
        (one) => one.outcome === 'missed' && one.at < (runs.at(-1) ?? 0),
      )
      expect(missed.map((one) => localTime(one.at, zone))).toEqual([])
    }
  })

  it('a daily job of a device that keeps winter time is followed', () => {
    for (const date of [forward, back]) {
      const { judging } = around(date, zone, { dueOn: () => [] })
      const from = instantOf(judging.from, zone) - 60 * DAY + 8 * HOUR
      const runs = Array.from({ length: 70 }, (_, turn) => from + turn * DAY)
      expect(
        judgedRuns({ runs, zone }, judging).filter(
          (one) => one.outcome !== 'came' && one.at < (runs.at(-1) ?? 0),
        ),
      ).toEqual([])
    }
  })
})
