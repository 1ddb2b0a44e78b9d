/** How many of the first items go together: at most `count`, and no more bytes than `bytes`, but at least one. */
export function howManyFit<T>(
  items: readonly T[],
  limits: { count: number; bytes: number },
  bytesOf: (item: T) => number,
): number {
  let bytes = 0
  const tooMuch = items.slice(0, limits.count).findIndex((item, index) => {
    bytes += bytesOf(item)
    return index > 0 && bytes > limits.bytes
  })
  return tooMuch === -1 ? Math.min(items.length, limits.count) : tooMuch
}
