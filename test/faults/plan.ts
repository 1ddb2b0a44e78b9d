import type { SeededRandom } from '../../bench/seeded-random.ts'
import { MOMENTS, type Moment } from './moments.ts'

export const VICTIMS = ['application', 'PostgreSQL'] as const
export type Victim = (typeof VICTIMS)[number]

/** One kill: held exactly at a moment, or let go again and killed `delayMs` later, wherever the import is by then. */
export type PlannedKill = { victim: Victim; moment: Moment; delayMs: number | null }

/** For each victim at each moment. */
const KILLS_PER_MOMENT = 5
const LOOSE_KILLS_PER_VICTIM = 4
/** The exact kills are spread over this many of the import's batches, several on the way of one batch. */
const BATCHES = 11
const LONGEST_DELAY_MS = 120

/** Which kills happen in which order: a batch meets the moments in their own order, so that most kills hit what the last one left unfinished. */
export function planKills(random: SeededRandom): PlannedKill[] {
  const batches = Array.from({ length: BATCHES }, (_, index) => index)
  const exact = MOMENTS.flatMap((moment, order) => {
    const victims = random.shuffled(times(KILLS_PER_MOMENT))
    const places = random.shuffled(batches)
    return victims.map((victim, index) => ({
      place: (places[index % BATCHES] ?? 0) * MOMENTS.length + order,
      kill: { victim, moment, delayMs: null },
    }))
  })
  const loose = random
    .shuffled(times(LOOSE_KILLS_PER_VICTIM))
    .map((victim) => ({ victim, moment: firstMoment(), delayMs: random.below(LONGEST_DELAY_MS) }))
  return [...exact.sort((a, b) => a.place - b.place).map(({ kill }) => kill), ...loose]
}

/** How many kills each victim must get at the moments of one stage. */
export const KILLS_PER_STAGE = KILLS_PER_MOMENT

/** Every victim this often. */
function times(count: number): Victim[] {
  return VICTIMS.flatMap((victim) => Array.from({ length: count }, () => victim))
}

function firstMoment(): Moment {
  const [moment] = MOMENTS
  if (!moment) throw new Error('There are moments.')
  return moment
}
