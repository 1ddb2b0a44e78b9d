import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { DEFAULT_GRACE } from './expectation.ts'
import { infer } from './infer.ts'
import { localClock } from './local-clock.ts'
import { judge } from './missed.ts'
import { dayOf, type SimulatedJob, simulate } from './simulated-jobs.ts'
import { DAY } from './units.ts'

const ZONES = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']
const NIGHT = 22 * 60

const onWeekdays: SimulatedJob['dueOn'] = (date) => (date.weekday > 5 ? [] : [NIGHT])
const daily: SimulatedJob['dueOn'] = () => [NIGHT]
const job = (more: Partial<SimulatedJob>): SimulatedJob => ({
  zone: 'Europe/Amsterdam',
  from: '2026-01-05',
  to: '2026-06-28',
  dueOn: daily,
  jitterMinutes: 12,
  ...more,
})

/** What the rules raise over the last eight weeks of a simulated job, and what truly stayed away then; instants of due times. */
function judged(simulated: SimulatedJob) {
  const clock = localClock(simulated.zone)
  const { runs, lost } = simulate(simulated)
  const now = clock.toInstant((dayOf(simulated.to) + 1) * DAY)
  const from = now - 56 * DAY
  const arrivals = readArrivals(runs, clock)
  const raised = judge(arrivals, { clock, from, now, grace: DEFAULT_GRACE }).filter(
    ({ outcome }) => outcome === 'missed',
  )
  return {
    kind: infer(arrivals, now).kind,
    raised: raised.map(({ at }) => at),
    lost: lost.filter((at) => at >= from),
  }
}

describe.each(ZONES)('in %s, over both changes of its clock', (zone) => {
  it('a nightly job that always comes is never missed', () => {
    expect(judged(job({ zone }))).toMatchObject({ kind: 'weekly', raised: [], lost: [] })
  })

  it('a job that always ran on weekdays is not missed on Sunday', () => {
    expect(judged(job({ zone, dueOn: onWeekdays }))).toMatchObject({ kind: 'weekly', raised: [] })
  })

  it('a job due at 02:30 survives the night that has no such time and the one that has it twice', () => {
    expect(judged(job({ zone, dueOn: () => [150], from: '2026-01-05', to: '2026-04-12' })).raised).toEqual([])
    expect(judged(job({ zone, dueOn: () => [150], from: '2026-07-06', to: '2026-11-08' })).raised).toEqual([])
  })

  it('the one run that stays away is the one that is missed', () => {
    const { raised, lost } = judged(job({ zone, lost: (_due, index) => index === 150 }))
    expect(lost).toHaveLength(1)
    expect(raised).toHaveLength(1)
    expect(Math.abs((raised[0] ?? 0) - (lost[0] ?? 0))).toBeLessThan(30 * 60_000)
  })
})

describe('the rhythm of a job', () => {
  it('is one slot a night when its arrivals stray over midnight', () => {
    expect(judged(job({ dueOn: () => [23 * 60 + 50], jitterMinutes: 20 }))).toMatchObject({
      kind: 'weekly',
      raised: [],
    })
  })

  it('may be monthly', () => {
    const first: SimulatedJob['dueOn'] = (date) => (date.monthday === 1 ? [NIGHT] : [])
    expect(judged(job({ dueOn: first }))).toMatchObject({ kind: 'monthly', raised: [] })
  })

  it('may be every four hours', () => {
    const often: SimulatedJob['dueOn'] = () => [0, 240, 480, 720, 960, 1200]
    expect(judged(job({ dueOn: often, from: '2026-04-01' })).raised).toEqual([])
  })

  it('is still being learned after four runs', () => {
    expect(judged(job({ from: '2026-06-25', to: '2026-06-28' }))).toMatchObject({
      kind: 'learning',
      raised: [],
    })
  })

  it('that moves to another hour is a move, not a row of missed runs', () => {
    const moved: SimulatedJob['dueOn'] = (date) => [date.day < dayOf('2026-06-01') ? NIGHT : 90]
    expect(judged(job({ dueOn: moved })).raised.length).toBeLessThanOrEqual(1)
  })

  it('that stops is missed', () => {
    const stopped = judged(job({ lost: (due) => due > Date.UTC(2026, 5, 20) }))
    expect(stopped.raised.length).toBeGreaterThanOrEqual(5)
  })
})
