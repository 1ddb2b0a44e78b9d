import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, instantOf, judgedRuns, type SimulatedJob, simulate } from './simulated-jobs.ts'
import { HOUR, MINUTE, WEEK } from './units.ts'

const FROM = '2026-01-05'
const TO = '2026-06-15'
const NOW = '2026-06-15T12:00'
const JUDGED_FROM = '2026-05-18T12:00'
const RUNS = { numRuns: 40 }

/** Jobs that run on some weekdays at some times, hours apart, or every few hours, with less jitter than the grace. */
const anyJob = (zone: string): fc.Arbitrary<SimulatedJob> =>
  fc
    .record({
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      first: fc.integer({ min: 0, max: 1439 }),
      times: fc.integer({ min: 1, max: 3 }),
      every: fc.constantFrom(null, null, 60, 120, 240, 360),
      jitterMinutes: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ weekdays, first, times, every, jitterMinutes }) => ({
      zone,
      from: FROM,
      to: TO,
      jitterMinutes: every === 60 ? jitterMinutes / 2 : jitterMinutes,
      dueOn: ({ weekday }) => {
        if (every !== null) return Array.from({ length: 1440 / every }, (_, turn) => turn * every)
        return weekdays.includes(weekday)
          ? Array.from({ length: times }, (_, turn) => first + turn * 420)
          : []
      },
    }))

const missedOf = (runs: readonly number[], zone: string, weeks = 0) => {
  const later = (local: string) => Temporal.PlainDateTime.from(local).add({ weeks }).toString()
  return judgedRuns({ runs, zone }, { from: later(JUDGED_FROM), now: later(NOW) })
    .filter((one) => one.outcome === 'missed')
    .map((one) => one.at)
}
const upToNow = (runs: readonly number[], zone: string) => runs.filter((run) => run <= instantOf(NOW, zone))

describe('whatever the rhythm of a job', () => {
  it('jitter below the window and the grace raises nothing', () => {
    fc.assert(
      fc.property(anyJob('Europe/Amsterdam'), fc.integer(), (job, seed) => {
        expect(missedOf(upToNow(simulate(job, seed).runs, job.zone), job.zone)).toEqual([])
      }),
      RUNS,
    )
  })

  it('a run that stays away is exactly the one that is missed', () => {
    fc.assert(
      fc.property(anyJob('Europe/Amsterdam'), fc.integer(), fc.nat(), (job, seed, pick) => {
        const { runs } = simulate(job, seed)
        const [from, until] = [instantOf(JUDGED_FROM, job.zone), instantOf(NOW, job.zone) - 12 * HOUR]
        const judged = runs.filter((run) => run > from + HOUR && run < until)
        const lost = judged[pick % judged.length]
        if (lost === undefined) throw new Error('every job runs in four weeks')
        const missed = missedOf(
          upToNow(runs, job.zone).filter((run) => run !== lost),
          job.zone,
        )
        expect(missed).toHaveLength(1)
        expect(Math.abs((missed[0] ?? 0) - lost)).toBeLessThanOrEqual((job.jitterMinutes + 15) * MINUTE)
      }),
      RUNS,
    )
  })

  it.each(['Asia/Kolkata', 'America/Phoenix'])('the same weeks later give the same result, in %s', (zone) => {
    fc.assert(
      fc.property(
        anyJob(zone),
        fc.integer(),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(6),
        (job, seed, weeks, turn) => {
          const runs = upToNow(
            simulate({ ...job, lost: (_, index) => index % 7 === turn && index > 400 }, seed).runs,
            zone,
          )
          const shifted = runs.map((run) => run + weeks * WEEK)
          expect(missedOf(shifted, zone, weeks)).toEqual(missedOf(runs, zone).map((at) => at + weeks * WEEK))
        },
      ),
      RUNS,
    )
  })

  it('no expected run is judged twice, and none has the run of another', () => {
    fc.assert(
      fc.property(
        anyJob('Europe/Amsterdam'),
        fc.integer(),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (job, seed, share) => {
          let state = seed
          const lost = () => {
            state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
            return state / 0x7fffffff < share
          }
          const runs = upToNow(simulate({ ...job, lost }, seed).runs, job.zone)
          const judged = judgedRuns({ runs, zone: job.zone }, { from: JUDGED_FROM, now: NOW })
          const slots = judged.filter((one) => one.kind === 'slot')
          const arrivals = slots.flatMap((one) => one.arrival ?? [])
          expect(new Set(arrivals).size).toBe(arrivals.length)
          expect(new Set(slots.map((one) => one.at)).size).toBe(slots.length)
        },
      ),
      RUNS,
    )
  })

  it('any arrivals at all are judged without a fault', () => {
    const start = dayOf(FROM) * 24 * HOUR
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 23 * WEEK }), { maxLength: 400 }), (offsets) => {
        const runs = offsets.map((offset) => start + offset)
        const judged = judgedRuns({ runs, zone: 'Europe/Amsterdam' }, { from: JUDGED_FROM, now: NOW })
        for (const one of judged) {
          expect(one.opens).toBeLessThanOrEqual(one.at)
          expect(one.closes).toBeGreaterThanOrEqual(one.at)
          expect(one.deadline).toBeGreaterThanOrEqual(one.closes)
        }
      }),
      RUNS,
    )
  })
})
