/** A clock that stands still until it is moved or somebody sleeps by it, so that hours of waiting cost no time. */
export function movingClock(start = '2026-11-23T10:00:00.000Z') {
  let now = Date.parse(start)
  const pauses: number[] = []
  return {
    clock: () => new Date(now).toISOString(),
    advance: (ms: number) => {
      now += ms
    },
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted()
      pauses.push(ms)
      now += ms
    },
    /** Every pause so far, in milliseconds. */
    pauses,
  }
}
