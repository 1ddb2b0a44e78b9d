const SAMPLE_MS = 50

export type MemoryFacts = { start: number; peak: number; quarters: number[] }

/** Watches this process's resident memory, in bytes, until stopped: whether it keeps growing shows in the four quarters of the time. */
export function watchMemory(): { stop(): MemoryFacts } {
  const samples = [process.memoryUsage.rss()]
  const timer = setInterval(() => samples.push(process.memoryUsage.rss()), SAMPLE_MS)
  return {
    stop() {
      clearInterval(timer)
      samples.push(process.memoryUsage.rss())
      const at = (share: number) => samples[Math.round((samples.length - 1) * share)] ?? 0
      return { start: at(0), peak: Math.max(...samples), quarters: [0.25, 0.5, 0.75, 1].map(at) }
    },
  }
}
