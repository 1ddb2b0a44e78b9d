/** Random choices that a seed repeats exactly. */
export type SeededRandom = {
  /** A whole number from 0 up to, but without, `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  shuffled<T>(list: readonly T[]): T[]
}

/** A source of random choices; the same seed gives the same choices on every machine. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  // Mulberry32: small and even enough for choosing; nothing here needs to be hard to guess.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (probability) => next() < probability,
    pick(choices) {
      const choice = choices[below(choices.length)]
      if (choice === undefined) throw new Error('There is nothing to choose from.')
      return choice
    },
    shuffled(list) {
      return list
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item)
    },
  }
}
