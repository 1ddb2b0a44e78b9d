import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { DEFAULT_GRACE } from './expectation.ts'
import { localClock } from './local-clock.ts'
import { judge } from './missed.ts'
import {
  dayOf,
  instantOf,
  judgedRuns,
  localTime,
  missedRuns,
  type SimulatedJob,
  simulate,
} from './simulated-jobs.ts'
import { DAY, HOUR } from './units.ts'

const ZONE = 'Europe/Amsterdam'
const NIGHTLY: SimulatedJob = {
  zone: ZONE,
  from: '2026-02-02',
  to: '2026-06-30',
  dueOn: () => [22 * 60],
  jitterMinutes: 10,
}

/** A job's runs up to `now`, without those due on the lost local dates and times. */
function runsOf(
  job: Partial<SimulatedJob>,
  now: string,
  ...lost: string[]
): { runs: number[]; zone: string } {
  const zone = job.zone ?? ZONE
  const due = new Set(lost.map((local) => instantOf(local, zone)))
  const { runs } = simulate({ ...NIGHTLY, ...job, lost: (at) => due.has(at) })
  return { runs: runs.filter((run) => run <= instantOf(now, zone)), zone }
}

const dates = (missed: readonly string[]) => missed.map((time) => time.slice(0, 10))
const weekdays: SimulatedJob['dueOn'] = ({ weekday }) => (weekday < 6 ? [22 * 60] : [])

describe('a missed run', () => {
  it('is none on Sunday for a job that always ran on weekdays', () => {
    const now = '2026-06-15T12:00'
    expect(missedRuns(runsOf({ dueOn: weekdays }, now), { from: '2026-05-01T00:00', now })).toEqual([])
  })

  it('is exactly the slot whose run stayed away', () => {
    const now = '2026-06-15T12:00'
    const job = runsOf({ dueOn: weekdays }, now, '2026-06-10T22:00')
    expect(dates(missedRuns(job, { from: '2026-06-08T12:00', now }))).toEqual(['2026-06-10'])
  })

  it('is not missed before its window and the grace of two hours have passed', () => {
    const job = runsOf({}, '2026-06-10T12:00')
    const outcomeAt = (now: string) =>
      judgedRuns(job, { from: '2026-06-10T12:00', now }).map((one) => one.outcome)
    expect(outcomeAt('2026-06-10T22:30')).toEqual(['open'])
    expect(outcomeAt('2026-06-11T00:05')).toEqual(['open'])
    expect(outcomeAt('2026-06-11T00:40')).toEqual(['missed'])
  })

  it('that comes an hour late came', () => {
    const now = '2026-06-11T12:00'
    const job = runsOf({}, now, '2026-06-10T22:00')
    const runs = [...job.runs, instantOf('2026-06-10T23:20', ZONE)]
    expect(
      judgedRuns({ runs, zone: ZONE }, { from: '2026-06-10T12:00', now }).map((one) => one.outcome),
    ).toEqual(['came'])
  })

  it('that comes after the deadline and before the next window arrived late', () => {
    const now = '2026-06-11T12:00'
    const job = runsOf({}, now, '2026-06-10T22:00')
    const runs = [...job.runs, instantOf('2026-06-11T06:00', ZONE)]
    expect(judgedRuns({ runs, zone: ZONE }, { from: '2026-06-10T12:00', now })).toMatchObject([
      { outcome: 'late', arrival: instantOf('2026-06-11T06:00', ZONE) },
    ])
  })

  it('has a grace of at most half the gap to the next slot', () => {
    const now = '2026-06-10T12:00'
    const job = runsOf({ dueOn: () => [12 * 60, 13 * 60] }, now)
    const [noon] = judgedRuns(job, { from: '2026-06-10T11:00', now: '2026-06-10T12:30' })
    if (!noon) throw new Error('the noon slot is expected')
    expect((noon.deadline - noon.closes) / 60_000).toBeCloseTo(30, -1)
  })

  it('never takes the run of the slot beside it', () => {
    const now = '2026-06-11T12:00'
    const job = runsOf({ dueOn: () => [20 * 60, 22 * 60] }, now, '2026-06-10T20:00')
    const missed = missedRuns(job, { from: '2026-06-10T12:00', now })
    expect(missed.map((time) => time.slice(0, 13))).toEqual(['2026-06-10T20'])
  })

  it('of a slot that stops while the others go on is raised each time', () => {
    const lost = ['06', '07', '08', '09', '10'].map((day) => `2026-06-${day}T12:00`)
    const now = '2026-06-11T11:00'
    const missed = missedRuns(runsOf({ dueOn: () => [720, 1320] }, now, ...lost), {
      from: '2026-06-05T13:00',
      now,
    })
    expect(dates(missed)).toEqual(lost.map((time) => time.slice(0, 10)))
  })

  it('is no longer raised for days that were given up, once a weekend without runs and the working days after it showed it', () => {
    const dueOn: SimulatedJob['dueOn'] = ({ weekday, day }) =>
      weekday < 6 || day < dayOf('2026-05-04') ? [1320] : []
    const now = '2026-06-30T12:00'
    const missed = missedRuns(runsOf({ dueOn }, now), { from: '2026-05-04T00:00', now })
    expect(dates(missed)).toEqual(['2026-05-09', '2026-05-10'])
  })

  it('is raised for a weekend again when the runs of the week between stayed away, too', () => {
    const dueOn: SimulatedJob['dueOn'] = ({ weekday, day }) =>
      weekday < 6 || day < dayOf('2026-05-04') ? [1320] : []
    const now = '2026-05-18T12:00'
    const job = runsOf({ dueOn }, now, '2026-05-12T22:00', '2026-05-13T22:00', '2026-05-14T22:00')
    const missed = missedRuns(job, { from: '2026-05-15T12:00', now })
    expect(dates(missed)).toEqual(['2026-05-16', '2026-05-17'])
  })

  it('is raised on weekends again once the job ran on one', () => {
    const lost = ['2026-05-09T22:00', '2026-05-10T22:00', '2026-05-23T22:00']
    const now = '2026-05-25T12:00'
    const missed = missedRuns(runsOf({}, now, ...lost), { from: '2026-05-11T12:00', now })
    expect(dates(missed)).toEqual(['2026-05-23'])
  })

  it('is raised on two days in the middle of the week again and again, because nobody gives those up', () => {
    const lost = ['05', '06', '12', '13'].map((day) => `2026-05-${day}T22:00`)
    const now = '2026-05-18T12:00'
    const missed = missedRuns(runsOf({}, now, ...lost), { from: '2026-05-01T12:00', now })
    expect(dates(missed)).toEqual(lost.map((time) => time.slice(0, 10)))
  })

  it('is not raised again when its own run taught the slot another usual time', () => {
    const dueOn: SimulatedJob['dueOn'] = ({ day }) =>
      (day - dayOf('2026-01-07')) % 14 === 0 ? [77 + (day % 8) * 6] : []
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { runs } = simulate({ ...NIGHTLY, from: '2025-08-01', dueOn, jitterMinutes: 60 }, seed)
      const judged = judgedRuns(
        { runs: runs.filter((run) => run <= instantOf('2026-06-15T12:00', ZONE)), zone: ZONE },
        { from: '2026-03-01T00:00', now: '2026-06-15T12:00' },
      )
      const expectedOn = judged.map((one) => localTime(one.at, ZONE).slice(0, 10))
      expect(expectedOn).toEqual([...new Set(expectedOn)])
    }
  })

  it('is none of a night of which it is not known yet whether it is named by its evening or its morning', () => {
    // Half a year in which the second Sunday always was the morning after the second Saturday; in November it is not.
    const dueOn: SimulatedJob['dueOn'] = ({ weekday, monthday }) =>
      weekday === 6 && Math.ceil(monthday / 7) === 2 ? [28 * 60] : []
    const judging = { from: '2026-10-20T00:00', now: '2026-11-30T12:00' }
    const played = { from: '2026-05-01', to: '2026-11-30', dueOn }
    expect(missedRuns(runsOf(played, judging.now), judging)).toEqual([])
    const lost = runsOf(played, judging.now, '2026-11-15T04:00')
    expect(missedRuns(lost, judging)).toHaveLength(1)
  })

  it('does not come from a holiday that the calendar knew: its days were no opportunities', () => {
    const away = Array.from({ length: 14 }, (_, day) =>
      localTime(instantOf('2026-05-04T22:00', ZONE) + day * DAY, ZONE),
    )
    const now = '2026-06-15T12:00'
    const mondays = ['2026-04-20', '2026-06-01', '2026-06-08'].map((date) => `${date}T22:00`)
    const { runs } = runsOf({ from: '2026-04-01' }, now, ...away, ...mondays)
    const clock = localClock(ZONE)
    const isAway = (wall: number) => wall >= dayOf('2026-05-04') * DAY && wall < dayOf('2026-05-18') * DAY
    const missed = (isExcused?: (wall: number) => boolean) =>
      judge(readArrivals(runs, clock), {
        clock,
        from: instantOf('2026-05-01T00:00', ZONE),
        now: instantOf(now, ZONE),
        grace: DEFAULT_GRACE,
        ...(isExcused && { isExcused }),
      })
        .filter((one) => one.outcome === 'missed')
        .map((one) => localTime(one.at, ZONE).slice(0, 10))
    expect(missed(isAway)).toEqual(['2026-06-01', '2026-06-08'])
    expect(missed()).not.toContain('2026-06-08')
  })

  it('is none when the whole job moved from 22:00 to 01:30, not even in the first nights', () => {
    const dueOn: SimulatedJob['dueOn'] = ({ weekday, day }) =>
      weekday < 6 ? [day < dayOf('2026-06-03') ? 22 * 60 : 25 * 60 + 30] : []
    const now = '2026-06-30T12:00'
    expect(missedRuns(runsOf({ dueOn }, now), { from: '2026-06-01T00:00', now })).toEqual([])
  })

  it('is found in the first week after a move', () => {
    const dueOn: SimulatedJob['dueOn'] = ({ day }) => [day < dayOf('2026-06-03') ? 22 * 60 : 25 * 60 + 30]
    const now = '2026-06-12T12:00'
    const missed = missedRuns(runsOf({ dueOn }, now, '2026-06-09T01:30'), { from: '2026-06-03T00:00', now })
    expect(dates(missed)).toEqual(['2026-06-09'])
  })

  it('is every slot of a job that stopped', () => {
    const now = '2026-06-24T12:00'
    const { runs, zone } = runsOf({}, '2026-06-10T12:00')
    expect(missedRuns({ runs, zone }, { from: '2026-06-10T12:00', now })).toHaveLength(14)
  })

  it('is raised through a holiday of two weeks, and the schedule is still known afterwards', () => {
    const lost = Array.from({ length: 14 }, (_, day) =>
      localTime(instantOf('2026-05-11T22:00', ZONE) + day * DAY, ZONE),
    )
    const now = '2026-06-15T12:00'
    const job = runsOf({}, now, ...lost, '2026-05-27T22:00')
    const missed = missedRuns(job, { from: '2026-05-01T00:00', now })
    expect(dates(missed)).toEqual([...dates(lost), '2026-05-27'])
  })
})

describe('a run under an interval', () => {
  const every = (minutes: number, jitterMinutes: number): Partial<SimulatedJob> => ({
    from: '2026-05-01',
    dueOn: () => Array.from({ length: 1440 / minutes }, (_, turn) => turn * minutes),
    jitterMinutes,
  })

  it('of four hours is missed alone', () => {
    const now = '2026-06-11T12:00'
    const missed = missedRuns(runsOf(every(240, 15), now, '2026-06-10T08:00'), {
      from: '2026-06-09T00:00',
      now,
    })
    expect(missed.map((time) => time.slice(0, 13))).toEqual(['2026-06-10T08'])
  })

  it.each([
    ['two runs', ['10:00', '10:15'], 0],
    ['three runs', ['10:00', '10:15', '10:30'], 1],
    [
      'twelve runs',
      [
        '10:00',
        '10:15',
        '10:30',
        '10:45',
        '11:00',
        '11:15',
        '11:30',
        '11:45',
        '12:00',
        '12:15',
        '12:30',
        '12:45',
      ],
      1,
    ],
  ])('under an hour is one finding for each silence of three intervals: %s', (_what, times, findings) => {
    const now = '2026-06-11T12:00'
    const lost = times.map((time) => `2026-06-10T${time}`)
    const missed = missedRuns(runsOf(every(15, 2), now, ...lost), { from: '2026-06-10T00:00', now })
    expect(missed).toHaveLength(findings)
    for (const time of missed) expect(time).toMatch(/2026-06-10T(09:5|10:0)\d/)
  })
})

describe('a job that runs every five minutes', () => {
  const runs = (...lost: string[]) =>
    runsOf(
      {
        from: '2026-06-01',
        dueOn: () => Array.from({ length: 288 }, (_, turn) => turn * 5),
        jitterMinutes: 1,
      },
      '2026-06-11T12:00',
      ...lost,
    )
  const missedToday = (arrivals: ReturnType<typeof runs>) =>
    missedRuns(arrivals, { from: '2026-06-11T00:00', now: '2026-06-11T12:00' })
  const stretch = (count: number) =>
    Array.from(
      { length: count },
      (_, turn) =>
        `2026-06-11T${String(9 + Math.floor(turn / 12)).padStart(2, '0')}:${String((turn % 12) * 5).padStart(2, '0')}`,
    )

  it('is missed once when it stops', () => {
    expect(missedToday(runs(...stretch(36)))).toHaveLength(1)
  })

  it('is not missed while mail is half an hour late: three of its intervals say nothing', () => {
    expect(missedToday(runs(...stretch(6)))).toEqual([])
  })
})

describe('before slots are learned', () => {
  const daily = (count: number) =>
    Array.from({ length: count }, (_, day) => instantOf('2026-06-01T22:00', ZONE) + day * DAY)

  it('a job with five runs is missed once, after three usual gaps', () => {
    const missed = missedRuns(
      { runs: daily(5), zone: ZONE },
      { from: '2026-06-01T00:00', now: '2026-06-30T00:00' },
    )
    expect(missed).toEqual(['2026-06-08T22:00'])
  })

  it('a silence of less than 48 hours is no finding', () => {
    const runs = Array.from({ length: 5 }, (_, turn) => instantOf('2026-06-01T00:00', ZONE) + turn * 3 * HOUR)
    const missed = missedRuns({ runs, zone: ZONE }, { from: '2026-06-01T00:00', now: '2026-06-30T00:00' })
    expect(missed).toEqual(['2026-06-03T12:00'])
  })

  it('nothing is raised with four runs', () => {
    const judging = { from: '2026-06-01T00:00', now: '2026-06-30T00:00' }
    expect(missedRuns({ runs: daily(4), zone: ZONE }, judging)).toEqual([])
  })
})
