import type { z } from 'zod'
import type { SeededRandom } from '../../bench/seeded-random.ts'
import type { runReportSchema } from '../../contract/ingest.ts'
import { type Guest, mail, vzdumpMail } from '../../src/demo/report-mails.ts'

/** A mail on its way in, and what must become of it. */
export type Letter = {
  /** Stands in its bytes, so that it can be found wherever it lies. */
  mark: string
  raw: Buffer
  /** A way in that takes reports instead of mails is given this. */
  report: object
  becomes: Fate
  /** Copies of a mail without a date cannot be told from another one that says the same. */
  isDated: boolean
}

/** A run of a known job, or a message that waits for a person, read or not. */
export type Fate = { run: string; objects: number } | 'waits' | 'cannot be read'

const NODES = ['pve01.customer-1.example', 'pve02.customer-1.example', 'pve01.customer-2.example']
const JOB = 'vzdump'
const GUESTS = [100, 101, 102].map((id) => ({ id, name: `guest${id}` }))
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Makes letters, each with a mark of its own; the same seed gives the same ones. */
export class Letterbox {
  readonly #random: SeededRandom
  readonly #prefix: string
  readonly #now: number
  #count = 0

  constructor(prefix: string, random: SeededRandom, now: number) {
    this.#prefix = prefix
    this.#random = random
    this.#now = now
  }

  /** So many letters in the order in which they arrive, which is not that of their dates: mostly reports of known jobs. */
  some(count: number): Letter[] {
    const made = Array.from({ length: count }, (_, index) => {
      if (index === 1) return this.#note(this.#random.chance(0.5))
      if (index === 2) return this.#report('pve01.stranger.example', 'waits')
      return this.#report(this.#random.pick(NODES))
    })
    return this.#random.shuffled(made)
  }

  /** A letter that is no mail at all. */
  garbage(): Letter {
    const mark = this.#mark()
    const bytes = Array.from({ length: 500 }, () => 128 + this.#random.below(128))
    const raw = Buffer.concat([Buffer.from([255, 254]), Buffer.from(`(${mark})`), Buffer.from(bytes)])
    return { mark, raw, report: { job: '', status: 'fine' }, becomes: 'cannot be read', isDated: false }
  }

  /** Far more than any report has. */
  huge(): Letter {
    const note = this.#note(true)
    const line = Buffer.from(`${'x'.repeat(76)}\r\n`)
    const raw = Buffer.concat([note.raw, Buffer.alloc(30 * 1024 * 1024, line)])
    return { ...note, raw, report: { ...note.report, job: 'x'.repeat(501) }, becomes: 'cannot be read' }
  }

  /** With signs that PostgreSQL cannot keep in a text, plain and in what a parser reads. */
  withNuls(): Letter {
    const note = this.#note(true)
    const job = `Nightly \0copy ${note.mark}`
    const body = `\0 and \0\r\n${JSON.stringify({ job, status: 'success' })}\r\n`
    return { ...note, raw: Buffer.concat([note.raw, Buffer.from(body)]), report: { job, status: 'success' } }
  }

  /** With an address that no index can hold. */
  endlessSender(): Letter {
    const note = this.#note(true)
    const name = Array.from({ length: 9000 }, () => this.#random.below(16).toString(16)).join('')
    const raw = note.raw.toString('latin1').replace('scripts@', `${name}@`)
    return {
      ...note,
      raw: Buffer.from(raw, 'latin1'),
      report: { ...note.report, host: name },
      becomes: 'cannot be read',
    }
  }

  /** A report of a job, at a time that no other of it has. */
  #report(node: string, fate?: Fate): Letter {
    const mark = this.#mark()
    const fails = this.#random.chance(0.2)
    const guests = GUESTS.map((guest) => ({ ...guest, ok: !(fails && guest.id === 101) }))
    const raw = marked(vzdumpMail({ node, guests, date: this.#date() }), mark)
    const status = fails ? 'failed' : 'success'
    return {
      mark,
      raw,
      report: reportOf(node, guests),
      becomes: fate ?? { run: status, objects: guests.length },
      isDated: true,
    }
  }

  /** Nothing that a parser takes; without a date and a Message-ID where it is careless. */
  #note(isDated: boolean): Letter {
    const mark = this.#mark()
    const raw = mail({
      from: 'scripts@customer-3.example',
      to: 'reports@msp.example',
      subject: `Nightly copy ${mark}`,
      date: isDated ? this.#date() : null,
      messageId: isDated ? mark : null,
      text: 'Copied everything.',
    })
    return {
      mark,
      raw: marked(raw, mark),
      report: { job: `Copy ${mark}`, status: 'success' },
      becomes: 'waits',
      isDated,
    }
  }

  #date(): string {
    // Of the last days, so that nothing counts as history; up and down, as mails that were held up come. Two reports of
    // a job at the same time would be the same report: below 500 letters no hour's seconds meet those of another.
    const age = DAY_MS + this.#random.below(60) * HOUR_MS + this.#count * 7000
    return `${new Date(this.#now - age).toISOString().slice(0, 19)}.000Z`
  }

  #mark(): string {
    this.#count += 1
    return `${this.#prefix}-${String(this.#count).padStart(4, '0')}-mark`
  }
}

type Report = z.infer<typeof runReportSchema>

/** The first report of each known job, to be approved before anything else. */
export function firstReports(now: number): { raw: Buffer; report: Report }[] {
  const date = `${new Date(now - 5 * DAY_MS).toISOString().slice(0, 19)}.000Z`
  const guests = GUESTS.map((guest) => ({ ...guest, ok: true }))
  return NODES.map((node) => ({ raw: vzdumpMail({ node, guests, date }), report: reportOf(node, guests) }))
}

function reportOf(node: string, guests: readonly Guest[]): Report {
  const objects = guests.map(({ name, ok }) => ({
    name,
    status: ok ? ('success' as const) : ('failed' as const),
  }))
  return { job: JOB, host: node, status: guests.every(({ ok }) => ok) ? 'success' : 'failed', objects }
}

/** The mark in these bytes; null when there is none. */
export function markIn(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 8000))
  return /[a-z]+-\d{4}-mark/.exec(start.toString('latin1'))?.[0] ?? null
}

function marked(raw: Buffer, mark: string): Buffer {
  return Buffer.concat([Buffer.from(`X-Mark: ${mark}\r\n`), raw])
}
