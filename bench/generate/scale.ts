/** How large an installation is made. */
export type Scale = { name: 'S' | 'M'; customers: number; jobs: number; runs: number }

export const SCALES: Record<string, Scale> = {
  S: { name: 'S', customers: 60, jobs: 1_000, runs: 100_000 },
  M: { name: 'M', customers: 500, jobs: 10_000, runs: 10_000_000 },
}

/** Everything that an installation is made from; the same plan makes the same rows on every machine. */
export type Plan = { scale: Scale; seed: number; unreviewed: number }

/** The zone of the provider. */
export const ZONE = 'Europe/Amsterdam'
/** The present of every generated installation: a Tuesday at noon there. */
export const NOW = Date.parse('2026-11-10T11:00:00Z')
