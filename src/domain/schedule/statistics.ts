/** The middle of some numbers, the lower of the two middles when their count is even; NaN of none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The smallest of the numbers that at least this share of them doesn't exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** How far the numbers usually lie from their middle. */
export function medianDeviation(values: readonly number[]): number {
  const middle = median(values)
  return median(values.map((value) => Math.abs(value - middle)))
}

/** The remainder that is never negative: where a number stands on a circle. */
export function modulo(value: number, circle: number): number {
  return ((value % circle) + circle) % circle
}

/** The index of the first of ascending numbers that is greater than `limit`. */
export function firstAfter(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) > limit) high = middle
    else low = middle + 1
  }
  return low
}
