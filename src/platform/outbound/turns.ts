type Line = { running: number; waiting: (() => void)[] }
type Place = { turn?: { key: string; atOnce: number }; signal?: AbortSignal }

/** A queue for each key, first come first served: at most `atOnce` pieces of work run at the same time. */
export function createTurns(): <T>(place: Place, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, Line>()

  return async (place, work) => {
    if (!place.turn) return work()
    const { key, atOnce } = place.turn
    const line = lines.get(key) ?? { running: 0, waiting: [] }
    lines.set(key, line)
    if (line.running < atOnce) line.running += 1
    else await waitIn(line, place.signal)
    try {
      return await work()
    } finally {
      // The place goes straight to the next in line, so nobody can slip in between.
      const next = line.waiting.shift()
      if (next) next()
      else line.running -= 1
      if (line.running === 0) lines.delete(key)
    }
  }
}

function waitIn(line: Line, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      line.waiting = line.waiting.filter((waiting) => waiting !== begin)
      reject(signal?.reason)
    }
    if (signal?.aborted) return reject(signal.reason)
    signal?.addEventListener('abort', leave, { once: true })
    line.waiting.push(begin)
  })
}
