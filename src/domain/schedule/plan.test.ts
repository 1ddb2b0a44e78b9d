import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { DEFAULT_GRACE, type Expectation } from './expectation.ts'
import { infer } from './infer.ts'
import { localClock } from './local-clock.ts'
import { type Pin, pinnedSchedule } from './pinned.ts'
import { horizonOf, planAhead, planMeanwhile, withGrace } from './plan.ts'
import { instantOf, localTime, type SimulatedJob, simulate } from './simulated-jobs.ts'
import { DAY, HOUR, MINUTE } from './units.ts'

const ZONE = 'Europe/Amsterdam'
const clock = localClock(ZONE)
const NIGHTLY: SimulatedJob = {
  zone: ZONE,
  from: '2026-03-02',
  to: '2026-06-30',
  dueOn: () => [22 * 60],
  jitterMinutes: 4,
}
const at = (local: string) => instantOf(local, ZONE)
const local = (plan: readonly Expectation[]) => plan.map((one) => localTime(one.at, ZONE))

function planOf(
  job: Partial<SimulatedJob>,
  now: string,
  opened: readonly Expectation[] = [],
  grace = DEFAULT_GRACE,
) {
  const { runs } = simulate({ ...NIGHTLY, ...job })
  const known = readArrivals(
    runs.filter((run) => run <= at(now)),
    clock,
  )
  const schedule = infer(known, at(now))
  return planAhead(schedule, { clock, now: at(now), grace, opened, plannedUntil: null })
}

describe('the plan of a job', () => {
  it('reaches eight days ahead, and two for intervals', () => {
    expect(planOf({}, '2026-06-10T12:00')).toHaveLength(8)
    const hourly = planOf({ dueOn: () => Array.from({ length: 24 }, (_, h) => h * 60) }, '2026-06-10T12:30')
    expect(hourly.length).toBeGreaterThanOrEqual(47)
    expect(hourly.length).toBeLessThanOrEqual(48)
  })

  it('leaves out a window that is open already: what was learned inside it applies from the next time on', () => {
    expect(local(planOf({}, '2026-06-10T22:00'))[0]).toMatch(/^2026-06-11/)
  })

  it('never has a slot beside one that was planned for the same run', () => {
    const [tonight] = planOf({}, '2026-06-10T12:00')
    if (!tonight) throw new Error('tonight is planned')
    const shifted = { ...tonight, at: tonight.at - 9 * MINUTE, opens: tonight.opens - 9 * MINUTE }
    const plan = planOf({}, localTime(tonight.opens - MINUTE, ZONE), [shifted])
    expect(local(plan)[0]).toMatch(/^2026-06-11/)
  })

  it('keeps the slot an hour after the one whose window is open', () => {
    const twice = { dueOn: () => [22 * 60, 23 * 60] }
    const tonight = planOf(twice, '2026-06-10T12:00').slice(0, 1)
    expect(local(planOf(twice, '2026-06-10T22:08', tonight))[0]).toMatch(/^2026-06-10T23:0/)
  })

  it('of a job without slots is one silence after the last run, however far ahead', () => {
    const plan = planOf({ from: '2026-06-01', to: '2026-06-07' }, '2026-06-08T12:00')
    expect(plan).toMatchObject([{ kind: 'silence' }])
    expect(local(plan)[0]).toMatch(/^2026-06-10T2[12]:/)
  })

  it('never holds a silence whose time had passed before it was learned', () => {
    expect(planOf({ from: '2026-06-01', to: '2026-06-07' }, '2026-06-28T12:00')).toEqual([])
  })

  it('keeps a silence that was planned in time until it is judged', () => {
    const planned = planOf({ from: '2026-06-01', to: '2026-06-07' }, '2026-06-08T12:00')
    expect(planOf({ from: '2026-06-01', to: '2026-06-07' }, '2026-06-28T12:00', planned)).toEqual(planned)
  })
})

describe('what was planned while nothing ran', () => {
  const { runs } = simulate(NIGHTLY)
  const now = '2026-06-20T12:00'
  const known = readArrivals(
    runs.filter((run) => run <= at('2026-06-08T12:00')),
    clock,
  )

  it('is told afterwards by what was known then', () => {
    const planning = {
      clock,
      now: at(now),
      grace: DEFAULT_GRACE,
      opened: [],
      plannedUntil: at('2026-06-16T12:00'),
    }
    const plan = planMeanwhile(known, planning, null)
    expect(local(plan).map((time) => time.slice(0, 10))).toEqual([
      '2026-06-16',
      '2026-06-17',
      '2026-06-18',
      '2026-06-19',
    ])
    expect(plan.every((one) => one.deadline > one.closes)).toBe(true)
  })

  it('is nothing for a job that was never planned before, or whose plan reaches until now', () => {
    const planning = { clock, now: at(now), grace: DEFAULT_GRACE, opened: [] }
    expect(planMeanwhile(known, { ...planning, plannedUntil: null }, null)).toEqual([])
    expect(planMeanwhile(known, { ...planning, plannedUntil: at(now) + HOUR }, null)).toEqual([])
  })
})

describe('a schedule set by hand', () => {
  const slot = {
    days: { every: 'week', weekday: 3 },
    time: '23:30',
    minutesBefore: 30,
    minutesAfter: 60,
  } as const
  const pin: Pin = { kind: 'slots', slots: [slot] }

  it('is planned with its own window, over midnight too', () => {
    const schedule = pinnedSchedule(pin)
    const planning = { clock, now: at('2026-06-08T12:00'), grace: HOUR, opened: [], plannedUntil: null }
    const [only, ...more] = planAhead(schedule, planning)
    expect(more).toEqual([])
    expect([only?.opens, only?.closes, only?.deadline].map((time) => localTime(time ?? 0, ZONE))).toEqual([
      '2026-06-10T23:00',
      '2026-06-11T00:30',
      '2026-06-11T01:30',
    ])
  })

  it('falls every two weeks counted from any of its days', () => {
    const days = { every: 'two-weeks', from: '2026-06-03' } as const
    const schedule = pinnedSchedule({ kind: 'slots', slots: [{ ...slot, days }] })
    const plan = planAhead(schedule, {
      clock,
      now: at('2026-06-12T12:00'),
      grace: HOUR,
      opened: [],
      plannedUntil: null,
    })
    expect(local(plan)).toEqual(['2026-06-17T23:30'])
    expect(horizonOf(schedule, 0)).toBe(8 * DAY)
  })
})

describe('a new grace', () => {
  it('moves the deadlines of windows that are open, but never beyond half the way to the next slot', () => {
    const [first, second] = planOf({ dueOn: () => [12 * 60, 13 * 60] }, '2026-06-10T11:00')
    if (!first || !second) throw new Error('two slots are planned')
    const minutes = (one: Expectation | undefined) => ((one?.deadline ?? 0) - (one?.closes ?? 0)) / MINUTE
    expect(minutes(withGrace([first], [second], 10 * MINUTE)[0])).toBe(10)
    expect(minutes(withGrace([first], [second], 5 * HOUR)[0])).toBeCloseTo(30, -1)
    expect(minutes(withGrace([first], [], 5 * HOUR)[0])).toBe(300)
  })
})
