import { describe, expect, it } from 'vitest'
import { foldMissed, type MissedSlot, type OpenMissed } from './fold-missed.ts'
import { missedInWords } from './missed-words.ts'

const slot = (jobId: number, at: number, lastRun = 0, reportId: number | null = null): MissedSlot => ({
  jobId,
  at,
  lastRun,
  reportId,
})
const folded = (missed: MissedSlot[], open: OpenMissed[] = []) =>
  foldMissed(missed, open).map(({ runId, jobId, slots }) => ({
    runId,
    jobId,
    at: slots.map((one) => one.at),
  }))

describe('misses', () => {
  it('in a row are one finding, and after a run another', () => {
    expect(folded([slot(1, 10), slot(1, 20), slot(1, 40, 30)])).toEqual([
      { runId: null, jobId: 1, at: [10, 20] },
      { runId: null, jobId: 1, at: [40] },
    ])
  })

  it('count up the finding that is open, unless a run came since', () => {
    const open = [{ runId: 7, jobId: 1, at: 10, reportId: null }]
    expect(folded([slot(1, 20)], open)).toEqual([{ runId: 7, jobId: 1, at: [20] }])
    expect(folded([slot(1, 40, 30)], open)).toEqual([{ runId: null, jobId: 1, at: [40] }])
    expect(folded([slot(2, 20)], open)).toEqual([{ runId: null, jobId: 2, at: [20] }])
  })

  it('of all jobs of one report are one finding, also when some were judged earlier', () => {
    expect(folded([slot(3, 10, 0, 99), slot(2, 11, 0, 99), slot(5, 10)])).toEqual([
      { runId: null, jobId: 2, at: [10, 11] },
      { runId: null, jobId: 5, at: [10] },
    ])
    const open = [{ runId: 8, jobId: 2, at: 10, reportId: 99 }]
    expect(folded([slot(4, 12, 0, 99)], open)).toEqual([{ runId: 8, jobId: 2, at: [12] }])
  })
})

describe('a missed run says', () => {
  const at = (time: string) => Date.parse(time)
  const one = { slots: [at('2026-11-10T21:00Z')], inARow: 1, jobs: 1, isSilence: false, lastRun: null }
  const zone = 'Europe/Amsterdam'

  it.each([
    [one, 'No report came of the run expected Tue 10 Nov 2026, 22:00.'],
    [{ ...one, inARow: 7 }, 'No report came of the run expected Tue 10 Nov 2026, 22:00, the 7th in a row.'],
    [
      { ...one, slots: [at('2026-11-08T21:00Z'), ...one.slots], inARow: 2 },
      'Missed 2 times since Sun 8 Nov 2026, 22:00.',
    ],
    [
      { ...one, slots: [at('2026-11-08T21:00Z'), ...one.slots], inARow: 12 },
      'Missed 2 times since Sun 8 Nov 2026, 22:00, the 12th in a row.',
    ],
    [
      { ...one, isSilence: true, lastRun: at('2026-11-03T21:00Z') },
      'No run since the one expected by Tue 10 Nov 2026, 22:00; the last run came Tue 3 Nov 2026, 22:00.',
    ],
    [
      { ...one, jobs: 40 },
      'No report came of the run expected Tue 10 Nov 2026, 22:00. One report that carries 40 jobs stayed away.',
    ],
  ])('what stayed away', (missed, sentence) => {
    expect(missedInWords(missed, zone)).toBe(sentence)
  })
})
