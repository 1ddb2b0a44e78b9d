import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { infer } from './infer.ts'
import { localClock } from './local-clock.ts'
import { nextExpected } from './next.ts'
import { printedSlots } from './printed-slots.ts'
import type { Schedule } from './schedule.ts'
import { dayOf, instantOf, localTime, randomFrom, type SimulatedJob, simulate } from './simulated-jobs.ts'
import { DAY, HOUR, MINUTE } from './units.ts'

const ZONE = 'Europe/Amsterdam'
const NOW = '2026-06-15T12:00'

const JOB: SimulatedJob = {
  zone: ZONE,
  from: '2026-02-02',
  to: '2026-06-14',
  dueOn: () => [22 * 60],
  jitterMinutes: 10,
}

function learned(job: Partial<SimulatedJob>, now = NOW): Schedule {
  return inferred(simulate({ ...JOB, ...job }).runs, now)
}

function inferred(runs: readonly number[], now = NOW): Schedule {
  return infer(readArrivals(runs, localClock(ZONE)), instantOf(now, ZONE))
}

function nextTimes(schedule: Schedule, now = NOW): string[] {
  const clock = localClock(ZONE)
  return nextExpected(schedule, { clock, now: instantOf(now, ZONE), count: 3 }).map((at) =>
    localTime(at, ZONE),
  )
}

const on = (...dates: string[]) => dates.map((date) => instantOf(`${date}T22:00`, ZONE))
const mondays = (first: string, count: number) =>
  Array.from({ length: count }, (_, week) => instantOf(`${first}T22:00`, ZONE) + week * 7 * DAY)

describe('a weekly slot', () => {
  it('is expected from five hits on different dates on, and is being learned until then', () => {
    expect(inferred(mondays('2026-05-18', 4)).kind).toBe('learning')
    const schedule = inferred(mondays('2026-05-11', 5))
    expect(schedule.kind).toBe('weekly')
    expect(printedSlots(schedule)).toEqual([
      { weekday: 1, time: '22:00', hits: 5, window: ['21:50', '22:10'] },
    ])
  })

  it('takes two runs on one date as one hit', () => {
    const four = mondays('2026-05-18', 4)
    expect(inferred([...four, ...four.map((run) => run + 5 * MINUTE)]).kind).toBe('learning')
  })

  it.each([
    ['70 % of its opportunities', [0, 1, 2, 4, 5, 7, 9], 'weekly'],
    ['less than 70 % of them', [0, 1, 2, 4, 7, 9], 'irregular'],
  ])('is expected when it was kept on %s since its first hit', (_share, weeks, kind) => {
    const runs = weeks.map((week) => instantOf('2026-04-06T22:00', ZONE) + week * 7 * DAY)
    const schedule = inferred(runs, '2026-06-09T12:00')
    expect(schedule.kind === 'weekly').toBe(kind === 'weekly')
  })

  it('forgets what is older than 90 days', () => {
    expect(inferred(mondays('2026-01-05', 8), '2026-06-01T12:00').kind).not.toBe('weekly')
    expect(inferred([...mondays('2026-01-05', 9), ...on('2026-05-30')], '2026-06-01T12:00').kind).not.toBe(
      'weekly',
    )
  })

  it('is not looked for when the usual gap is 20 days or more', () => {
    const every20Days = Array.from(
      { length: 9 },
      (_, turn) => instantOf('2025-12-20T22:00', ZONE) + turn * 20 * DAY,
    )
    expect(inferred(every20Days, '2026-06-01T12:00').kind).not.toBe('weekly')
  })

  it('of a night over midnight is one slot and belongs to the evening', () => {
    const schedule = learned({
      dueOn: ({ weekday }) => (weekday === 5 ? [23 * 60 + 50] : []),
      jitterMinutes: 20,
    })
    expect(printedSlots(schedule)).toMatchObject([{ weekday: 5, hits: 13 }])
    expect(nextTimes(schedule)[0]).toMatch(/2026-06-19T23:5\d|2026-06-20T00:0\d/)
  })

  it('stands for each weekday on its own, with its own time', () => {
    const schedule = learned({ dueOn: ({ weekday }) => (weekday === 6 ? [30 * 60] : [22 * 60]) })
    const slots = printedSlots(schedule)
    expect(slots).toHaveLength(7)
    expect(slots.filter((slot) => slot.time.startsWith('22:'))).toHaveLength(6)
    expect(slots).toContainEqual(expect.objectContaining({ weekday: 7, time: expect.stringMatching(/^06:/) }))
  })

  it('comes several times a day', () => {
    const schedule = learned({ dueOn: () => [12 * 60, 22 * 60] })
    expect(schedule.kind).toBe('weekly')
    expect(printedSlots(schedule)).toHaveLength(14)
  })
})

describe('other rhythms', () => {
  it('every two weeks is a kind of its own', () => {
    const schedule = learned({
      from: '2026-01-05',
      dueOn: ({ day }) => ((day - dayOf('2026-01-10')) % 14 === 0 ? [9 * 60] : []),
    })
    expect(schedule.kind).toBe('biweekly')
    expect(nextTimes(schedule).map((time) => time.slice(0, 10))).toEqual([
      '2026-06-27',
      '2026-07-11',
      '2026-07-25',
    ])
  })

  it.each([
    [
      'the first',
      1,
      ({ monthday }: { monthday: number }) => monthday === 1,
      ['2026-07-01', '2026-08-01', '2026-09-01'],
    ],
    [
      'the last day',
      'last',
      ({ monthday, daysInMonth }: { monthday: number; daysInMonth: number }) => monthday === daysInMonth,
      ['2026-06-30', '2026-07-31', '2026-08-31'],
    ],
    [
      'the second Tuesday',
      'second tuesday',
      ({ weekday, monthday }: { weekday: number; monthday: number }) =>
        weekday === 2 && Math.ceil(monthday / 7) === 2,
      ['2026-07-14', '2026-08-11', '2026-09-08'],
    ],
    [
      'the last Friday',
      'last friday',
      ({ weekday, monthday, daysInMonth }: { weekday: number; monthday: number; daysInMonth: number }) =>
        weekday === 5 && monthday > daysInMonth - 7,
      ['2026-06-26', '2026-07-31', '2026-08-28'],
    ],
  ])('monthly on %s is learned from 180 days', (_name, monthday, due, next) => {
    const schedule = learned({ from: '2025-10-01', dueOn: (date) => (due(date) ? [3 * 60] : []) })
    expect(schedule.kind).toBe('monthly')
    expect(printedSlots(schedule)).toMatchObject([{ monthday, time: expect.stringMatching(/^03:/) }])
    expect(nextTimes(schedule).map((time) => time.slice(0, 10))).toEqual(next)
  })

  it('the night after the first Tuesday is told by its evening, because it is not always a first Wednesday', () => {
    const schedule = learned({
      from: '2025-10-01',
      dueOn: ({ weekday, monthday }) => (weekday === 2 && monthday <= 7 ? [27 * 60] : []),
    })
    expect(printedSlots(schedule)).toMatchObject([{ monthday: 'first tuesday', time: '03:04' }])
    expect(nextTimes(schedule).map((time) => time.slice(0, 10))).toEqual([
      '2026-07-08',
      '2026-08-05',
      '2026-09-02',
    ])
  })

  it('monthly is expected from the third hit on', () => {
    expect(inferred(on('2026-05-01', '2026-06-01')).kind).toBe('learning')
    expect(inferred(on('2026-04-01', '2026-05-01', '2026-06-01')).kind).toBe('monthly')
  })

  it('monthly forgets what is older than 180 days', () => {
    const runs = on('2025-10-01', '2025-11-01', '2025-12-01', '2026-05-01', '2026-06-01')
    expect(inferred(runs).kind).not.toBe('monthly')
  })

  it('twice a month is monthly, too', () => {
    const schedule = learned({
      from: '2025-12-01',
      dueOn: ({ monthday }) => (monthday === 1 || monthday === 15 ? [60] : []),
    })
    expect(printedSlots(schedule)).toMatchObject([{ monthday: 1 }, { monthday: 15 }])
  })

  it.each([15, 30, 60, 120, 240, 360])('every %i minutes is an interval', (every) => {
    const schedule = learned({
      dueOn: () => Array.from({ length: 1440 / every }, (_, turn) => turn * every),
      jitterMinutes: Math.min(10, every / 6),
    })
    expect(schedule.kind).toBe('interval')
    expect(printedSlots(schedule)).toMatchObject([{ everyMinutes: every }])
    const [first, second] = nextTimes(schedule)
    expect(Date.parse(`${second}Z`) - Date.parse(`${first}Z`)).toBe(every * MINUTE)
  })

  it.each([3, 5, 10])('every %i minutes is an interval, too, also when it jitters', (every) => {
    const schedule = learned({
      from: '2026-06-01',
      dueOn: () => Array.from({ length: 1440 / every }, (_, turn) => turn * every),
      jitterMinutes: every / 6,
    })
    expect(printedSlots(schedule)).toMatchObject([{ everyMinutes: every }])
  })

  it('every 5 minutes of the working hours is an interval with pauses', () => {
    const schedule = learned({
      from: '2026-05-01',
      dueOn: () => Array.from({ length: 120 }, (_, turn) => 8 * 60 + turn * 5),
      jitterMinutes: 1,
    })
    expect(printedSlots(schedule)).toMatchObject([{ everyMinutes: 5 }])
    expect(nextTimes(schedule, '2026-06-14T21:00')[0]).toMatch(/^2026-06-15T0(7:5|8:0)/)
  })

  it('a dozen reports within minutes of each other each night are no interval', () => {
    const schedule = learned({
      from: '2026-05-01',
      dueOn: () => Array.from({ length: 12 }, (_, turn) => 22 * 60 + turn * 2),
      jitterMinutes: 0.5,
    })
    expect(schedule.kind).not.toBe('interval')
  })

  it('a run five hours after the one before is an interval without a place on the clock', () => {
    const runs = Array.from(
      { length: 200 },
      (_, turn) => instantOf('2026-05-01T00:00', ZONE) + turn * 5 * HOUR,
    )
    const schedule = inferred(runs, '2026-06-11T12:00')
    expect(printedSlots(schedule)).toMatchObject([{ everyMinutes: 300 }])
  })

  it('random times are irregular', () => {
    const random = randomFrom(7)
    let at = instantOf('2026-03-01T00:00', ZONE)
    const runs: number[] = []
    while (at < instantOf(NOW, ZONE)) {
      at += -Math.log(1 - random()) * 36 * HOUR
      runs.push(Math.round(at))
    }
    expect(inferred(runs).kind).toBe('irregular')
  })

  it('no runs at all are nothing to say', () => {
    expect(inferred([])).toEqual({ kind: 'learning', silence: null })
  })
})

describe('a schedule that changes', () => {
  it('is told in its new time after three runs of a move, with all it knew of its days', () => {
    const moved = dayOf('2026-06-09')
    const schedule = learned({
      dueOn: ({ weekday, day }) => (weekday < 6 ? [day < moved ? 22 * 60 : 25 * 60 + 30] : []),
    })
    expect(printedSlots(schedule).map((slot) => [slot.time.slice(0, 3)])).toEqual(Array(5).fill(['01:']))
  })

  it('follows a slow drift', () => {
    const schedule = learned({
      dueOn: ({ day }) => [20 * 60 + 2 * (day - dayOf('2026-02-02'))],
      jitterMinutes: 4,
    })
    const usual = printedSlots(schedule).map((slot) => slot.time)
    // Two minutes a day after 20:00 on 2 February are 00:24 to 00:28 in the second week of June.
    for (const time of usual) expect(time).toMatch(/^00:2\d|^00:3[0-2]/)
  })

  it('gains a weekday once it was hit five times', () => {
    const gained = dayOf('2026-05-16')
    const due: SimulatedJob['dueOn'] = ({ weekday, day }) =>
      weekday < 6 || (weekday === 6 && day >= gained) ? [1320] : []
    expect(printedSlots(learned({ dueOn: due }, '2026-06-12T12:00'))).toHaveLength(5)
    expect(printedSlots(learned({ dueOn: due }))).toHaveLength(6)
  })
})

describe('learning is quick', () => {
  it('reads 90 days of a run every 15 minutes in far less than 50 ms', () => {
    const { runs } = simulate({
      ...JOB,
      from: '2026-03-16',
      dueOn: () => Array.from({ length: 96 }, (_, turn) => turn * 15),
      jitterMinutes: 2,
    })
    const arrivals = readArrivals(runs, localClock(ZONE))
    const now = instantOf(NOW, ZONE)
    infer(arrivals, now)
    const started = performance.now()
    infer(arrivals, now)
    expect(runs.length).toBeGreaterThan(8600)
    expect(performance.now() - started).toBeLessThan(50)
  })
})
