import type { Letter } from './letters.ts'

export type Answer = 'taken' | 'refused'

/**
 * Somebody who hands letters over as a mail server does: what is answered with "later", or not at all, stays in the queue
 * and is tried again.
 */
export class Sender<T = Letter> {
  readonly #hand: (item: T) => Promise<Answer>
  #queue: T[] = []
  readonly taken: T[] = []
  readonly refused: T[] = []

  /** `hand` rejects when there was no final answer. */
  constructor(hand: (item: T) => Promise<Answer>) {
    this.#hand = hand
  }

  get queue(): readonly T[] {
    return this.#queue
  }

  accept(items: readonly T[]): void {
    this.#queue.push(...items)
  }

  /** Goes through the queue once, over so many connections. */
  async run(connections: number): Promise<void> {
    const round = [...this.#queue]
    const work = async () => {
      for (let item = round.shift(); item !== undefined; item = round.shift()) await this.#try(item)
    }
    await Promise.all(Array.from({ length: connections }, work))
  }

  async #try(item: T): Promise<void> {
    const answer = await this.#hand(item).catch(() => null)
    if (answer === null) return
    this.#queue.splice(this.#queue.indexOf(item), 1)
    this[answer].push(item)
  }
}
