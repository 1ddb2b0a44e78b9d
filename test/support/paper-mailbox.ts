import type { FetchedMail, MailBatch, Mailbox } from '../../src/domain/mailbox.ts'

type Letter = FetchedMail & { settled: boolean }

/**
 * A mailbox that keeps its promises and nothing more: what is not settled is handed over again, what is settled lies in the
 * processed folder. Tests put obstacles in its way.
 */
export class PaperMailbox {
  readonly letters: Letter[] = []
  batchesGiven = 0
  /** Called before each batch is handed over. */
  beforeBatch: (batch: number) => void | Promise<void> = () => {}
  /** Called before a batch is settled. */
  beforeSettle: () => void | Promise<void> = () => {}
  problems: MailBatch['problems'] = []
  #next = 1
  #news: () => void = () => {}

  put(...raws: Uint8Array[]): void {
    for (const raw of raws) this.letters.push(letter(this.#next++, raw))
    this.#news()
  }

  get left(): number {
    return this.letters.filter((letter) => !letter.settled).length
  }

  open = (): Mailbox => ({
    test: async () => `The folder holds ${this.left} messages.`,
    folders: async () => [
      { id: 'in', name: 'Inbox', path: 'Inbox', parentId: null, messageCount: this.left },
      { id: 'done', name: 'Done', path: 'Inbox / Done', parentId: 'in', messageCount: null },
    ],
    batches: (request) => this.#batches(request),
    waitForNews: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) reject(signal.reason)
        this.#news = resolve
        signal.addEventListener('abort', () => reject(signal.reason))
      }),
    close: async () => {},
  })

  async *#batches({
    batchSize,
    signal,
  }: {
    batchSize: number
    signal: AbortSignal
  }): AsyncGenerator<MailBatch> {
    const lying = this.letters.filter((letter) => !letter.settled)
    for (let from = 0; from < lying.length; from += batchSize) {
      signal.throwIfAborted()
      await this.beforeBatch(++this.batchesGiven)
      const mails = lying.slice(from, from + batchSize)
      yield {
        mails,
        problems: from === 0 ? this.problems : [],
        settle: async () => {
          await this.beforeSettle()
          for (const letter of mails) letter.settled = true
        },
        cursor: { from: from + mails.length },
        remaining: lying.length - from - mails.length,
      }
    }
  }
}

/** Each is received a second after the one before it. */
function letter(number: number, raw: Uint8Array): Letter {
  const receivedAt = new Date(Date.parse('2026-11-10T06:00:00Z') + number * 1000).toISOString()
  return { ref: `1/${number}`, receivedAt, raw, settled: false }
}
