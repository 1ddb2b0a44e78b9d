import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { scheduleInWords } from './in-words.ts'
import { infer } from './infer.ts'
import { localClock } from './local-clock.ts'
import type { Schedule } from './schedule.ts'
import { dayOf, instantOf, type SimulatedJob, simulate } from './simulated-jobs.ts'

const ZONE = 'Europe/Amsterdam'
const LEARNING: Schedule = { kind: 'learning', silence: null }
const nothing = { learned: LEARNING, pin: null, irregularAfterDays: null, lastRun: null }

function learnedFrom(dueOn: SimulatedJob['dueOn']): string {
  const job = { zone: ZONE, from: '2026-01-05', to: '2026-06-14', dueOn, jitterMinutes: 3 }
  const now = instantOf('2026-06-15T12:00', ZONE)
  const learned = infer(readArrivals(simulate(job).runs, localClock(ZONE)), now)
  return scheduleInWords({ ...nothing, learned })
}

describe('a schedule in words', () => {
  it.each([
    ['daily 22:01', () => [1320]],
    ['Mon–Fri 22:01', ({ weekday }) => (weekday < 6 ? [1320] : [])],
    ['Mon–Fri 22:01, Sat 10:01', ({ weekday }) => (weekday < 6 ? [1320] : weekday === 6 ? [600] : [])],
    ['daily 12:01 + 22:01', () => [720, 1320]],
    ['Mon, Wed 03:01', ({ weekday }) => (weekday === 1 || weekday === 3 ? [180] : [])],
    ['every hour', () => Array.from({ length: 24 }, (_, hour) => hour * 60)],
    ['every 15 minutes', () => Array.from({ length: 96 }, (_, turn) => turn * 15)],
    ['every other Sat 09:01', ({ day }) => ((day - dayOf('2026-01-10')) % 14 === 0 ? [540] : [])],
    ['last day of the month 22:01', (date) => (date.monthday === date.daysInMonth ? [1320] : [])],
    [
      '2nd Tue of the month 22:01',
      ({ weekday, monthday }) => (weekday === 2 && Math.ceil(monthday / 7) === 2 ? [1320] : []),
    ],
  ] satisfies [string, SimulatedJob['dueOn']][])('is short: %s', (words, dueOn) => {
    expect(learnedFrom(dueOn).replace(/:0[0-3]\b/g, ':01')).toBe(words.replace(/:0[0-3]\b/g, ':01'))
  })

  it('says when it was set by hand, and the rule for jobs without slots', () => {
    const slot = {
      days: { every: 'week', weekday: 7 },
      time: '06:00',
      minutesBefore: 30,
      minutesAfter: 60,
    } as const
    expect(scheduleInWords({ ...nothing, pin: { kind: 'slots', slots: [slot] } })).toBe('Sun 06:00 (pinned)')
    expect(scheduleInWords({ ...nothing, pin: { kind: 'none' } })).toBe('no schedule (pinned)')
    expect(scheduleInWords({ ...nothing, irregularAfterDays: 7 })).toBe('learning, at least every 7 days')
    expect(scheduleInWords(nothing)).toBe('learning')
  })
})
