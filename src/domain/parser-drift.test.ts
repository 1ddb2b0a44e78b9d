import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParserDay } from './parser-day.ts'
import { driftsOf } from './parser-drift.ts'

const TODAY = '2026-11-24'

/** A day so long ago on which everything was read and every fact was found, but for what is given. */
function day(daysAgo: number, messages: number, gaps: Partial<ParserDay> = {}): ParserDay {
  const results = gaps.results ?? messages
  return {
    day: Temporal.PlainDate.from(TODAY).subtract({ days: daysAgo }).toString(),
    messages,
    failed: 0,
    results,
    withObjects: results,
    withStarted: results,
    withEnded: results,
    withSize: results,
    withHost: results,
    withKnownStatus: results,
    ...gaps,
  }
}

/** 35 days, the oldest first. */
const days = (make: (daysAgo: number) => ParserDay) =>
  Array.from({ length: 35 }, (_, index) => make(34 - index))
const drifts = (all: readonly ParserDay[]) => driftsOf(all, TODAY)
const measures = (all: readonly ParserDay[]) => drifts(all).map(({ measure }) => measure)

describe('a drift of a parser', () => {
  it.each<[string, (daysAgo: number) => ParserDay, string[]]>([
    ['every message of 1,000 a day is read', () => day(0, 1000), []],
    [
      '1,000 a day, 5% unread from now on',
      (ago) => (ago < 7 ? day(ago, 950, { failed: 50 }) : day(ago, 1000)),
      ['match'],
    ],
    [
      '1,000 a day, 2% unread from now on: too little to look at',
      (ago) => (ago < 7 ? day(ago, 980, { failed: 20 }) : day(ago, 1000)),
      [],
    ],
    ['1,000 a day, 20% unread as ever', (ago) => day(ago, 800, { failed: 200 }), []],
    [
      '1,000 a day, a fifth unread until a week ago: it got better',
      (ago) => (ago < 7 ? day(ago, 1000) : day(ago, 800, { failed: 200 })),
      [],
    ],
    [
      '1,000 a day, all unread since today',
      (ago) => (ago < 1 ? day(ago, 0, { failed: 1000 }) : day(ago, 1000)),
      ['match'],
    ],
    [
      'three messages in all, none of them read',
      (ago) => (ago < 3 ? day(ago, 0, { failed: 1 }) : day(ago, 0)),
      [],
    ],
    [
      'one a day, of the last seven none: seven are no evidence',
      (ago) => (ago < 7 ? day(ago, 0, { failed: 1 }) : day(ago, 1)),
      [],
    ],
    [
      'two a day, of the last fourteen none',
      (ago) => (ago < 7 ? day(ago, 0, { failed: 2 }) : day(ago, 2)),
      ['match'],
    ],
    [
      'two a day, one of the last fourteen lost',
      (ago) => (ago === 3 ? day(ago, 1, { failed: 1 }) : day(ago, 2)),
      [],
    ],
    ['nothing before, all unread now', (ago) => (ago < 7 ? day(ago, 0, { failed: 50 }) : day(ago, 0)), []],
    ['no start times any more', (ago) => day(ago, 40, ago < 7 ? { withStarted: 0 } : {}), ['started']],
    ['never had start times', (ago) => day(ago, 40, { withStarted: 0 }), []],
    [
      'objects in half of the results, before in all',
      (ago) => day(ago, 40, ago < 7 ? { withObjects: 20 } : {}),
      ['objects'],
    ],
    ['a tenth of the sizes gone: reports differ', (ago) => day(ago, 40, ago < 7 ? { withSize: 36 } : {}), []],
    [
      'a fifth of the wordings unknown',
      (ago) => day(ago, 40, ago < 7 ? { withKnownStatus: 32 } : {}),
      ['status words'],
    ],
    [
      'one mail a day with 200 results, without hosts',
      (ago) => day(ago, 1, { results: 200, withHost: ago < 7 ? 0 : 200 }),
      [],
    ],
    [
      'ten mails a day with 200 results each, without hosts',
      (ago) => day(ago, 10, { results: 2000, withHost: ago < 7 ? 0 : 2000 }),
      ['host'],
    ],
  ])('%s', (_name, make, expected) => {
    expect(measures(days(make))).toEqual(expected)
  })

  it('needs a history of several days: a mailbox that was imported at once is none', () => {
    const after = Array.from({ length: 7 }, (_, ago) => day(ago, 0, { failed: 20 }))
    expect(measures([day(20, 5000), day(19, 5000), ...after])).toEqual([])
    expect(measures([day(20, 5000), day(19, 5000), day(18, 5000), ...after])).toEqual(['match'])
  })

  it('says in words what dropped from what to what, since when, and what to do', () => {
    const [drift] = drifts(days((ago) => (ago < 4 ? day(ago, 150, { failed: 50 }) : day(ago, 200))))
    expect(drift).toMatchObject({
      before: { count: 5600, of: 5600 },
      now: { count: 1200, of: 1400 },
      since: '2026-11-21',
      says: 'What could be read of its senders’ messages fell from 100% (5,600 of 5,600 in 28 days) to 86% (1,200 of 1,400 in the last 7). It began on 21 November.',
    })
    expect(drift?.todo).toMatch(/unread messages of its senders in the Inbox/)
  })

  it('keeps its first day while it goes on, until the history is no better any more', () => {
    const brokenFor = (length: number) =>
      drifts(days((ago) => (ago < length ? day(ago, 0, { failed: 50 }) : day(ago, 50))))
    expect(brokenFor(15).map(({ since }) => since)).toEqual(['2026-11-10'])
    expect(brokenFor(35)).toEqual([])
  })

  it('shows a rate near the whole finely enough to tell it from the whole', () => {
    const [drift] = drifts(
      days((ago) => (ago < 7 ? day(ago, 900, { failed: 100 }) : day(ago, 997, { failed: 3 }))),
    )
    expect(drift?.says).toMatch(/from 99\.7% .* to 90% /)
  })
})

const anyDay = fc.record({
  messages: fc.nat(2000),
  failed: fc.nat(200),
  quality: fc.float({ min: 0, max: 1, noNaN: true }),
})
const anyDays = fc
  .array(anyDay, { minLength: 35, maxLength: 35 })
  .map((all) =>
    all.map(({ messages, failed, quality }, index) =>
      day(34 - index, messages, { failed, withObjects: Math.floor(messages * quality) }),
    ),
  )

describe('whatever the days', () => {
  it('a drop is raised only for a rate that is lower than before, with enough evidence on both sides', () => {
    fc.assert(
      fc.property(anyDays, (all) => {
        for (const { before, now, since } of drifts(all)) {
          expect(now.count / now.of).toBeLessThan(before.count / before.of)
          expect(now.of).toBeGreaterThanOrEqual(10)
          expect(before.of).toBeGreaterThanOrEqual(30)
          expect(since > '2026-10-21' && since <= TODAY).toBe(true)
        }
      }),
    )
  })

  it('fewer than ten messages in a week never raise anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('read', 'failed', 'bare'), { maxLength: 9 }),
        anyDays,
        (mails, all) => {
          const recent = mails.map((mail, index) => {
            if (mail === 'failed') return day(index % 7, 0, { failed: 1 })
            return day(
              index % 7,
              1,
              mail === 'bare' ? { withObjects: 0, withStarted: 0, withKnownStatus: 0 } : {},
            )
          })
          const history = all.filter((each) => each.day < '2026-11-18')
          expect(drifts([...history, ...recent])).toEqual([])
        },
      ),
    )
  })

  it('the order of the days and days outside the windows make no difference', () => {
    fc.assert(
      fc.property(anyDays, fc.nat(), (all, seed) => {
        const shuffled = all.toSorted(
          (one, other) => ((one.messages * 31 + seed) % 97) - ((other.messages * 31 + seed) % 97),
        )
        expect(drifts([day(60, 9000, { failed: 9000 }), ...shuffled, day(-1, 0, { failed: 9000 })])).toEqual(
          drifts(all),
        )
      }),
    )
  })

  it('a steady parser is hardly ever suspected: chance alone raises less than one in a thousand', () => {
    const random = seeded(20_261_124)
    let raised = 0
    for (let trial = 0; trial < 1000; trial++) {
      const [mails, rate] = [1 + Math.floor(random() * 60), 0.3 + 0.7 * random()]
      const drawn = () => Array.from({ length: mails }, random).filter((draw) => draw < rate).length
      const all = days((ago) => {
        const read = drawn()
        return day(ago, read, { failed: mails - read })
      })
      raised += measures(all).includes('match') ? 1 : 0
    }
    expect(raised).toBeLessThanOrEqual(1)
  })
})

/** The same numbers in [0, 1) on each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
