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
  const fewest = Math.max(0, now.of - misses)
  // Each term follows from the one above it; they shrink fast on the far side of what is likely.
  let term = Math.exp(
    logChoose(hits, now.count) + logChoose(misses, now.of - now.count) - logChoose(hits + misses, now.of),
  )
  let sum = term
  for (let count = now.count; count > fewest; count--) {
    term *= (count * (misses - now.of + count)) / ((hits - count + 1) * (now.of - count + 1))
    sum += term
    if (term < sum * 1e-16 && count < (hits * now.of) / (hits + misses)) break
  }
  return Math.min(1, sum)
}

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
