import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Doubt, doubtSuccess, EARLIER_REPORTS, type EarlierReport } from './success-rules.ts'

const GB = 1024 ** 3
const BOTH = { objects: true, size: true }

const listing = (...objects: string[]): EarlierReport => ({ status: 'success', objects, totalBytes: null })
const sized = (totalBytes: number | null): EarlierReport => ({ status: 'success', objects: [], totalBytes })
const failed = (report: EarlierReport): EarlierReport => ({ ...report, status: 'failed' })
const times = <T>(count: number, thing: T): T[] => Array.from({ length: count }, () => thing)

const afterListings = (objects: string[], earlier: EarlierReport[], kind: string | null = null) =>
  doubtSuccess({ kind, objects, totalBytes: null }, earlier, BOTH)
const afterSizes = (totalBytes: number | null, earlier: EarlierReport[], kind: string | null = null) =>
  doubtSuccess({ kind, objects: [], totalBytes }, earlier, BOTH)

type Case = [what: string, found: Doubt | null, because: string | null]

describe('a success that lists fewer objects', () => {
  const five = times(5, listing('DC01', 'SQL01'))
  const cases: Case[] = [
    ['with the same objects as ever is believed', afterListings(['SQL01', 'DC01'], five), null],
    ['with one more object is believed', afterListings(['DC01', 'SQL01', 'WEB01'], five), null],
    ['with names in other letters is believed', afterListings(['dc01', 'sql01'], five), null],
    [
      'without an object that all of the last five had is doubted',
      afterListings(['DC01'], five),
      'SQL01 is not in the report; it was in all of the last five reports.',
    ],
    [
      'without any object is doubted',
      afterListings([], five, 'incremental'),
      'The report lists no objects; some were listed by all of the last five incremental reports.',
    ],
    [
      'without several is doubted for all of them',
      afterListings(['other'], times(5, listing('a', 'b', 'c', 'd', 'e')), 'full'),
      'a, b, c and 2 more are not in the report; they were in all of the last five full reports.',
    ],
    ['is believed while there are only four earlier reports', afterListings([], five.slice(1)), null],
    [
      'is believed when one of the five had no objects either',
      afterListings([], [...five.slice(1), listing()]),
      null,
    ],
    [
      'is believed when one of the five lacked the object too',
      afterListings(['DC01'], [listing('DC01'), ...five]),
      null,
    ],
    [
      'is believed when only the five before the last five knew the object',
      afterListings(['DC01'], [...times(5, listing('DC01')), ...five]),
      null,
    ],
    [
      'is doubted over a failure that listed nothing: it never came as far as listing',
      afterListings(['DC01'], [failed(listing()), ...five]),
      'SQL01 is not in the report; it was in all of the last five reports.',
    ],
    [
      'is doubted when failures listed the object too',
      afterListings(['DC01'], five.map(failed)),
      'SQL01 is not in the report; it was in all of the last five reports.',
    ],
    [
      'is believed after a failure that listed the others only',
      afterListings(['DC01'], [failed(listing('DC01')), ...five]),
      null,
    ],
  ]
  it.each(cases)('%s', (_, found, because) => {
    expect(found).toEqual(because === null ? null : { rule: 'objects', because })
  })
})

describe('a success of a smaller size', () => {
  const five = times(5, sized(100 * GB))
  const cases: Case[] = [
    ['as large as ever is believed', afterSizes(100 * GB, five), null],
    ['of 21 % of the usual is believed', afterSizes(21 * GB, five), null],
    [
      'of 20 % of the usual is doubted',
      afterSizes(20 * GB, five),
      'The total size is 20.0 GB, 80 % below the usual 100 GB (the median of the last 5 reports).',
    ],
    [
      'of nothing is doubted',
      afterSizes(0, five, 'full'),
      'The total size is 0 B, 100 % below the usual 100 GB (the median of the last 5 full reports).',
    ],
    ['of nothing is doubted from the first report on', afterSizes(0, []), 'The total size is 0 B.'],
    [
      'of nothing is doubted again, however often it was nothing before',
      afterSizes(0, times(10, sized(0))),
      'The total size is 0 B.',
    ],
    ['is believed while four sizes are no habit yet', afterSizes(1, five.slice(1)), null],
    ['whose report gives no size is believed', afterSizes(null, five), null],
    ['is believed where earlier reports gave no sizes', afterSizes(1, times(9, sized(null))), null],
    [
      'is compared with what did not fail',
      afterSizes(10 * GB, [...times(5, failed(sized(0))), ...five]),
      'The total size is 10.0 GB, 90 % below the usual 100 GB (the median of the last 5 reports).',
    ],
    [
      'is compared with the median, which one exception does not move',
      afterSizes(10 * GB, [sized(9000 * GB), ...five]),
      'The total size is 10.0 GB, 90 % below the usual 100 GB (the median of the last 6 reports).',
    ],
    [
      'is compared with the mean of the two in the middle of an even number',
      afterSizes(
        5 * GB,
        [100, 100, 100, 50, 50, 50].map((size) => sized(size * GB)),
      ),
      'The total size is 5.0 GB, 93 % below the usual 75.0 GB (the median of the last 6 reports).',
    ],
    [
      'is believed once half of the last reports were as small',
      afterSizes(10 * GB, [...times(5, sized(10 * GB)), ...times(4, sized(100 * GB))]),
      null,
    ],
  ]
  it.each(cases)('%s', (_, found, because) => {
    expect(found).toEqual(because === null ? null : { rule: 'size', because })
  })
})

describe('the switches of a job', () => {
  const earlier = times(5, { status: 'success' as const, objects: ['DC01'], totalBytes: 100 * GB })
  const hollow = { kind: null, objects: [], totalBytes: 0 }

  it.each([
    [{ objects: true, size: true }, 'objects'],
    [{ objects: true, size: false }, 'objects'],
    [{ objects: false, size: true }, 'size'],
    [{ objects: false, size: false }, undefined],
  ])('%o leave the rule "%s" to a report that is hollow in every way', (switches, rule) => {
    expect(doubtSuccess(hollow, earlier, switches)?.rule).toBe(rule)
  })
})

describe('whatever reports say', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
  const size = fc.option(fc.nat({ max: 1e15 }))
  const earlierReport = fc.record({
    status: fc.constantFrom('success' as const, 'warning' as const, 'failed' as const),
    objects: names,
    totalBytes: size,
  })
  const history = fc.array(earlierReport, { maxLength: EARLIER_REPORTS })
  const report = fc.record({ kind: fc.option(fc.string()), objects: names, totalBytes: size })

  it('a report like the one before it is believed, unless its size is nothing', () => {
    fc.assert(
      fc.property(report, fc.integer({ min: 0, max: EARLIER_REPORTS }), (same, count) => {
        fc.pre(same.totalBytes !== 0)
        expect(doubtSuccess(same, times(count, { ...same, status: 'success' }), BOTH)).toBeNull()
      }),
    )
  })

  it('fewer than five earlier reports make no doubt but that of a size of nothing', () => {
    fc.assert(
      fc.property(report, history, (success, earlier) => {
        const doubt = doubtSuccess(success, earlier.slice(0, 4), BOTH)
        expect(doubt !== null).toBe(success.totalBytes === 0)
      }),
    )
  })

  it('an object more never makes a doubt about objects', () => {
    fc.assert(
      fc.property(report, history, fc.constantFrom('a', 'b', 'g'), (success, earlier, more) => {
        const onlyObjects = { objects: true, size: false }
        fc.pre(doubtSuccess(success, earlier, onlyObjects) === null && success.objects.length > 0)
        const larger = { ...success, objects: [...success.objects, more] }
        expect(doubtSuccess(larger, earlier, onlyObjects)).toBeNull()
      }),
    )
  })

  it('a larger size never makes a doubt about the size', () => {
    fc.assert(
      fc.property(report, history, fc.nat({ max: 1e15 }), (success, earlier, more) => {
        const onlySize = { objects: false, size: true }
        fc.pre(doubtSuccess(success, earlier, onlySize) === null)
        const larger = { ...success, totalBytes: (success.totalBytes ?? 0) + more + 1 }
        fc.pre(success.totalBytes !== null)
        expect(doubtSuccess(larger, earlier, onlySize)).toBeNull()
      }),
    )
  })

  it('the order in which objects are listed makes no difference', () => {
    fc.assert(
      fc.property(report, history, (success, earlier) => {
        const reversed = { ...success, objects: success.objects.toReversed() }
        expect(doubtSuccess(reversed, earlier, BOTH)).toEqual(doubtSuccess(success, earlier, BOTH))
      }),
    )
  })

  it('a rule that is off makes no doubt', () => {
    fc.assert(
      fc.property(report, history, (success, earlier) => {
        expect(doubtSuccess(success, earlier, { objects: false, size: true })?.rule).not.toBe('objects')
        expect(doubtSuccess(success, earlier, { objects: true, size: false })?.rule).not.toBe('size')
      }),
    )
  })
})
