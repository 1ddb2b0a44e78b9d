/** Hits among a number of tries. */
export type Share = { count: number; of: number }

/**
 * How likely so few hits, or fewer, would be by chance if both samples came from the same source: Fisher's exact test,
 * one-sided, so that small samples are judged as rightly as large ones. 1 where a sample is empty.
 */
export function chanceOfSoFew(now: Share, before: Share): number {
  if (now.of === 0 || before.of === 0) return 1
  const hits = now.count + before.count
  const misses = now.of + before.of - hits
  const [drawn, all] = [now.of, hits + misses]
  // Begun where the terms are largest, so that none that counts is lost to underflow; the others follow from their neighbour.
  const start = Math.min(now.count, Math.floor((hits * drawn) / all))
  const first = Math.exp(logChoose(hits, start) + logChoose(misses, drawn - start) - logChoose(all, drawn))
  let sum = first
  for (let count = start, term = first; count > 0 && term > sum * NOTHING; count--) {
    term *= (count * (misses - drawn + count)) / ((hits - count + 1) * (drawn - count + 1))
    sum += term
  }
  for (let count = start + 1, term = first; count <= now.count && term > sum * NOTHING; count++) {
    term *= ((hits - count + 1) * (drawn - count + 1)) / (count * (misses - drawn + count))
    sum += term
  }
  return Math.min(1, sum)
}

/** Terms so small beside the sum change no digit of it. */
const NOTHING = 1e-17

function logChoose(all: number, some: number): number {
  return logFactorial(all) - logFactorial(some) - logFactorial(all - some)
}

/** ln(n!): multiplied out for small n, beyond by Stirling's series, whose error there is below 1e-12. */
function logFactorial(n: number): number {
  if (n < 30) {
    let product = 1
    for (let factor = 2; factor <= n; factor++) product *= factor
    return Math.log(product)
  }
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3)
}
