/** What is left of a list around an item: by an order in which both stood earlier, with what has come since behind it. */
export function neighboursIn(
  order: readonly number[],
  left: readonly number[],
  current: number | undefined,
): { previous: number | undefined; next: number | undefined } {
  const known = new Set(order)
  const all = [...order, ...left.filter((id) => !known.has(id))]
  const present = new Set(left)
  const place = current === undefined ? -1 : all.indexOf(current)
  if (place < 0) return { previous: undefined, next: left[0] }
  return {
    previous: all.slice(0, place).findLast((id) => present.has(id)),
    next: all.slice(place + 1).find((id) => present.has(id)),
  }
}
