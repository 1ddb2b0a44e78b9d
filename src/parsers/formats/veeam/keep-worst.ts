import { type Status, worstStatus } from '../../../domain/status.ts'

/** One of each key, in the order of the first: what a report lists twice counts once, with the worst that was said about it. */
export function keepWorst<T extends { status: Status }>(all: readonly T[], keyOf: (each: T) => string): T[] {
  const kept = new Map<string, T>()
  for (const each of all) {
    const key = keyOf(each)
    const known = kept.get(key)
    const isWorse =
      known && known.status !== each.status && worstStatus([known.status, each.status]) === each.status
    if (!known || isWorse) kept.set(key, each)
  }
  return [...kept.values()]
}
