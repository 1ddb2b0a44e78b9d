import { median, medianDeviation } from './statistics.ts'

/** When the runs of a slot usually arrive, in minutes on the scale of the offsets. */
export type ArrivalWindow = {
  usual: number
  from: number
  to: number
  /** From the earliest to the latest arrival that is no stray, without the margin of the window. */
  core: { from: number; to: number }
}

const USUAL_OF_LAST = 5
/** At least this share of the arrivals belongs to the spread; only what lies beyond can be a stray. */
const NEVER_STRAYS = 0.8
const LEAST_MARGIN_MINUTES = 10
const STRAY_MINUTES = 30

/** The window in which a slot's runs arrive, from their own spread: late strays are left to the grace period. Offsets oldest first. */
export function arrivalWindow(offsets: readonly number[]): ArrivalWindow {
  const middle = median(offsets)
  const tolerance = Math.max(STRAY_MINUTES, 4 * medianDeviation(offsets))
  const byDistance = offsets.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  const kept = Math.ceil(NEVER_STRAYS * offsets.length)
  const spread = byDistance.filter((offset, rank) => rank < kept || Math.abs(offset - middle) <= tolerance)
  const core = { from: Math.min(...spread), to: Math.max(...spread) }
  const margin = Math.max(LEAST_MARGIN_MINUTES, 0.1 * (core.to - core.from))
  return {
    usual: median(
      offsets.slice(-USUAL_OF_LAST).map((offset) => Math.min(core.to, Math.max(core.from, offset))),
    ),
    from: core.from - margin,
    to: core.to + margin,
    core,
  }
}
