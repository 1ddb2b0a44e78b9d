import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { DEFAULT_GRACE } from './expectation.ts'
import { explainJudged, explainSchedule } from './explain.ts'
import { infer } from './infer.ts'
import { localClock } from './local-clock.ts'
import { replay } from './replay.ts'
import { dayOf, instantOf, judgedRuns, type SimulatedJob, simulate } from './simulated-jobs.ts'

const ZONE = 'Europe/Amsterdam'
const NOW = '2026-06-15T12:00'
const SUNDAYS: SimulatedJob = {
  zone: ZONE,
  from: '2026-01-05',
  to: '2026-06-14',
  dueOn: ({ weekday }) => (weekday === 7 ? [1320] : []),
  jitterMinutes: 0,
}

const explained = (job: Partial<SimulatedJob>) => {
  const { runs } = simulate({ ...SUNDAYS, ...job })
  return explainSchedule(infer(readArrivals(runs, localClock(ZONE)), instantOf(NOW, ZONE)), ZONE)
}

describe('why a run is expected', () => {
  it('is said by the slot, how often it was kept, its window and its last arrivals', () => {
    expect(explained({ lost: (due) => due === instantOf('2026-05-10T22:00', ZONE) })).toEqual([
      'Every Sunday at 22:00: runs came on 12 of 13 dates (92 %), usually from 21:50 to 22:10, last Sun 17 May 2026, 22:00; Sun 24 May 2026, 22:00; Sun 31 May 2026, 22:00; Sun 7 Jun 2026, 22:00; Sun 14 Jun 2026, 22:00.',
    ])
  })

  it.each([
    [
      /^Every other Saturday at 09:00/,
      { dueOn: ({ day }) => ((day - dayOf('2026-01-10')) % 14 === 0 ? [540] : []) },
    ],
    [
      /^Every last day of the month at 22:00/,
      { dueOn: (date) => (date.monthday === date.daysInMonth ? [1320] : []) },
    ],
    [
      /^Every second Tuesday of the month/,
      { dueOn: ({ weekday, monthday }) => (weekday === 2 && Math.ceil(monthday / 7) === 2 ? [1320] : []) },
    ],
    [/^Every 4 hours, on the clock from 00:00: \d+ runs/, { dueOn: () => [0, 240, 480, 720, 960, 1200] }],
    [
      /^There are too few runs yet .* after 3 days without any run; the last came Sun 14 Jun 2026, 22:00/,
      { from: '2026-06-10', dueOn: () => [1320] },
    ],
    [
      /^There are too few runs yet .* before there are five runs/,
      { from: '2026-06-12', dueOn: () => [1320] },
    ],
  ] satisfies [RegExp, Partial<SimulatedJob>][])('is told for other rhythms as %s', (sentence, job) => {
    expect(explained(job)[0]).toMatch(sentence)
  })
})

describe('why a run is missed', () => {
  it('is said by its window and deadline', () => {
    const { runs } = simulate({ ...SUNDAYS, lost: (due) => due === instantOf('2026-06-14T22:00', ZONE) })
    const [missed] = judgedRuns({ runs, zone: ZONE }, { from: '2026-06-14T00:00', now: NOW })
    expect(missed && explainJudged(missed, ZONE)).toMatch(
      /^Expected Sun 14 Jun 2026, 22:00 \(in time from Sun 14 Jun 2026, 21:50 to 22:10, deadline Mon 15 Jun 2026, 00:10\): no run came in time\. Every Sunday at 22:00: runs came on 13 of 13 dates/,
    )
  })
})

describe('a replay of a job’s own history', () => {
  const replayed = (runs: readonly number[]) => {
    const clock = localClock(ZONE)
    return replay(readArrivals(runs, clock), { clock, now: instantOf(NOW, ZONE), grace: DEFAULT_GRACE })
  }

  it('counts the runs that stayed away as truly missed', () => {
    const { runs } = simulate({ ...SUNDAYS, lost: (due) => due === instantOf('2026-05-10T22:00', ZONE) })
    expect(replayed(runs)).toMatchObject({
      truly: [{ at: instantOf('2026-05-10T22:00', ZONE) }],
      falsely: [],
    })
  })

  it('counts as false what came late, and the slots that a job gave up', () => {
    const dueOn: SimulatedJob['dueOn'] = ({ weekday, day }) =>
      weekday < 6 || day < dayOf('2026-04-06') ? [1320] : []
    const late = instantOf('2026-03-10T22:00', ZONE)
    const { runs } = simulate({ ...SUNDAYS, dueOn, lost: (due) => due === late })
    const { truly, falsely } = replayed([...runs, instantOf('2026-03-11T07:00', ZONE)])
    expect(truly).toEqual([])
    expect(falsely.map((one) => one.outcome)).toEqual(['late', 'missed', 'missed'])
  })
})
