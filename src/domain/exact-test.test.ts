import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceOfSoFew, type Share } from './exact-test.ts'

/** The same chance, summed term by term from binomial coefficients of whole numbers. */
function byHand(now: Share, before: Share): number {
  const hits = now.count + before.count
  const misses = now.of + before.of - hits
  let sum = 0n
  for (let count = 0; count <= now.count; count++) sum += choose(hits, count) * choose(misses, now.of - count)
  return Number((sum * 10n ** 30n) / choose(hits + misses, now.of)) / 1e30
}

function choose(all: number, some: number): bigint {
  if (some < 0 || some > all) return 0n
  let product = 1n
  for (let factor = 1; factor <= some; factor++)
    product = (product * BigInt(all - some + factor)) / BigInt(factor)
  return product
}

const share = (max: number) =>
  fc
    .integer({ min: 1, max })
    .chain((of) => fc.integer({ min: 0, max: of }).map((count): Share => ({ count, of })))

describe('the chance of so few', () => {
  it.each([
    // Fisher's lady tasting tea: one of four right.
    [{ count: 1, of: 4 }, { count: 3, of: 4 }, 0.242857],
    [{ count: 0, of: 4 }, { count: 4, of: 4 }, 1 / 70],
    [{ count: 5, of: 10 }, { count: 30, of: 30 }, 252 / 658_008],
    [{ count: 4, of: 4 }, { count: 4, of: 4 }, 1],
    [{ count: 0, of: 0 }, { count: 4, of: 4 }, 1],
  ])('of %j against %j is %f', (now, before, chance) => {
    expect(chanceOfSoFew(now, before)).toBeCloseTo(chance, 5)
  })

  it('is what the binomial coefficients say, for any two samples', () => {
    fc.assert(
      fc.property(share(120), share(300), (now, before) => {
        const exact = byHand(now, before)
        expect(Math.abs(chanceOfSoFew(now, before) - exact)).toBeLessThan(1e-9 + exact * 1e-6)
      }),
    )
  })

  it('falls with each hit that is missing', () => {
    fc.assert(
      fc.property(share(5000), share(20_000), (now, before) => {
        if (now.count === 0) return
        const fewer = { ...now, count: now.count - 1 }
        expect(chanceOfSoFew(fewer, before)).toBeLessThanOrEqual(chanceOfSoFew(now, before) + 1e-9)
      }),
    )
  })

  it('is found for millions of messages as well', () => {
    expect(chanceOfSoFew({ count: 970_000, of: 1_000_000 }, { count: 3_999_000, of: 4_000_000 })).toBe(0)
    expect(chanceOfSoFew({ count: 999_000, of: 1_000_000 }, { count: 2_000_000, of: 4_000_000 })).toBeCloseTo(
      1,
      6,
    )
    expect(chanceOfSoFew({ count: 500_000, of: 1_000_000 }, { count: 2_000_000, of: 4_000_000 })).toBeCloseTo(
      0.5,
      2,
    )
  })
})
