import { describe, expect, it } from 'vitest'
import { type DueJob, type FailedImport, isUnreachable, silenceOf, silenceWindow } from './incident.ts'

const NOW = '2026-11-10T08:00:00.000Z'
const failure = (trouble: FailedImport['trouble'], minutesAgo: number): FailedImport => ({
  trouble,
  startedAt: new Date(Date.parse(NOW) - minutesAgo * 60_000).toISOString(),
})

describe('a mailbox is unreachable', () => {
  it.each([
    ['at once when the sign-in is refused', [failure('sign-in', 0)], true],
    ['at once when something is not allowed', [failure('permission', 0)], true],
    ['at once when a folder is gone', [failure('gone', 0)], true],
    ['not yet after a broken connection', [failure('network', 0)], false],
    ['not yet after two', [failure('network', 20), failure('server', 0)], false],
    ['after three in a row', [failure('network', 30), failure('server', 15), failure('throttled', 0)], true],
    ['when it lasts for more than an hour', [failure('network', 61), failure('network', 0)], true],
    [
      'when a fault of ours keeps it from being read for an hour',
      [failure('fault', 61), failure('fault', 0)],
      true,
    ],
    ['not by an import that ended with its process yesterday', [failure('interrupted', 600)], false],
    [
      'by three imports that ended with their process',
      [failure('interrupted', 40), failure('interrupted', 20), failure('interrupted', 0)],
      true,
    ],
    ['not when nothing failed', [], false],
    ['not by a sign-in that works again', [failure('sign-in', 20), failure('network', 0)], false],
  ] as const)('%s', (_when, failures, answer) => {
    expect(isUnreachable(failures, NOW)).toBe(answer)
  })
})

describe('a source is silent', () => {
  const window = silenceWindow(NOW)
  const YESTERDAY = '2026-11-09T07:00:00.000Z'
  const due = (count: number, customers: number, facts: Partial<DueJob> = {}): DueJob[] =>
    Array.from({ length: count }, (_, index) => ({
      jobId: index,
      customerId: index % customers,
      expectedAt: '2026-11-10T07:10:00.000Z',
      lastRunAt: YESTERDAY,
      ...facts,
    }))
  const reported = { lastRunAt: '2026-11-10T07:12:00.000Z' }

  it('looks at the hour that ended a quarter of an hour ago', () => {
    expect(window).toEqual({ from: '2026-11-10T06:45:00.000Z', until: '2026-11-10T07:45:00.000Z' })
  })

  it.each([
    ['when ten jobs of three customers said nothing', due(10, 3), { silentJobs: 10 }],
    ['not with nine', due(9, 3), null],
    ['not when they are two customers’', due(20, 2), null],
    ['when it is half of those that were due', [...due(10, 3), ...due(10, 3, reported)], { silentJobs: 10 }],
    ['not when it is less than half', [...due(10, 3), ...due(11, 3, reported)], null],
    ['not for jobs of another hour', due(30, 3, { expectedAt: '2026-11-10T05:00:00.000Z' }), null],
    ['not for jobs that may still report', due(30, 3, { expectedAt: '2026-11-10T07:50:00.000Z' }), null],
  ])('%s', (_when, jobs, answer) => {
    expect(silenceOf(jobs, window, YESTERDAY)).toEqual(answer)
  })

  it('never when it delivered anything in that time, or never anything at all', () => {
    expect(silenceOf(due(30, 3), window, '2026-11-10T07:00:00.000Z')).toBeNull()
    expect(silenceOf(due(30, 3), window, '2026-11-10T07:59:00.000Z')).toBeNull()
    expect(silenceOf(due(30, 3), window, null)).toBeNull()
  })
})
