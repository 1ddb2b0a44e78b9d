import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { SeededRandom } from '../../bench/seeded-random.ts'
import { mail, pbsVerifyMail, vzdumpMail } from '../../src/demo/report-mails.ts'

const CUSTOMERS = 24
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

type Report = (at: string, random: SeededRandom) => Buffer

export type Corpus = {
  /** One report of each job that is approved before anything is imported. */
  firstReports: Buffer[]
  mails: Buffer[]
  /** SHA-256 (hex) of the bytes that must be kept: every mail once, as it came first. */
  expected: Set<string>
}

/** An invented MSP's mails: mostly reports of known jobs, some old, strangers, mails no parser takes, broken ones and copies. The same seed and `now` give the same bytes. */
export function makeCorpus(random: SeededRandom, count: number, now: number): Corpus {
  const jobs = knownJobs()
  // Far enough from the border between new and history that the length of a trial cannot move a mail across it.
  const firstReports = jobs.map((report) => report(instant(now - 5 * DAY_MS), random))
  const mails: Buffer[] = []
  const expected = new Set<string>()
  for (let index = 0; index < count; index++) {
    const recent = instant(now - DAY_MS - index * 2 * MINUTE_MS)
    const dice = index === 0 ? 0 : random.below(100)
    const copied = dice >= 94 ? copyOf(random.pick(mails), random) : null
    const raw = copied ?? original(dice, index, recent, now, jobs, random)
    mails.push(raw)
    if (!copied) expected.add(sha256(raw))
  }
  for (const raw of firstReports) expected.add(sha256(raw))
  return { firstReports, mails, expected }
}

/** Writes each mail to a file of its own, named in order. */
export async function writeCorpus(folder: string, mails: readonly Buffer[]): Promise<void> {
  await mkdir(folder)
  for (const [index, raw] of mails.entries())
    await writeFile(path.join(folder, `${String(index).padStart(5, '0')}.eml`), raw)
}

function original(
  dice: number,
  index: number,
  recent: string,
  now: number,
  jobs: readonly Report[],
  random: SeededRandom,
): Buffer {
  if (dice < 64) return random.pick(jobs)(recent, random)
  if (dice < 70) return random.pick(jobs)(instant(now - 30 * DAY_MS - index * 60 * MINUTE_MS), random)
  if (dice < 82) return vzdump(`pve01.stranger-${random.below(60)}.example`)(recent, random)
  if (dice < 88) return note(index, recent)
  if (dice < 90) return note(index, null)
  return broken(index, random)
}

function knownJobs(): Report[] {
  return Array.from({ length: CUSTOMERS }, (_, index) => `customer-${index + 1}.example`).flatMap(
    (domain, index) => [
      vzdump(`pve01.${domain}`),
      ...(index % 2 === 0 ? [vzdump(`pve02.${domain}`)] : []),
      ...(index % 3 === 0 ? [verification(domain)] : []),
      ...(index % 4 === 0 ? [certificate(domain)] : []),
    ],
  )
}

function vzdump(node: string): Report {
  return (date, random) => {
    const guests = Array.from({ length: 1 + random.below(6) }, (_, index) => ({
      id: 100 + index,
      name: `guest${index}`,
      ok: !random.chance(0.05),
    }))
    return vzdumpMail({ node, guests, date })
  }
}

function verification(domain: string): Report {
  return (date, random) =>
    pbsVerifyMail({ server: 'pbs01', domain, jobId: 'v-1', datastore: 'main', ok: random.chance(0.9), date })
}

/** A notice whose success the system itself enters as reviewed. */
function certificate(domain: string): Report {
  return (date) =>
    mail({
      from: `3CX <noreply@${domain}>`,
      to: 'reports@msp.example',
      subject: `3CX Notification: SSL Certificate Renewal - pbx.${domain} - The SSL Certificate was automatically renewed for the next 60 days`,
      date,
      messageId: `certificate-${domain}-${date}`,
      text: 'The SSL Certificate was automatically renewed for the next 60 days',
    })
}

function note(index: number, date: string | null): Buffer {
  return mail({
    from: `scripts@customer-${1 + (index % CUSTOMERS)}.example`,
    to: 'reports@msp.example',
    subject: `Nightly copy ${index}`,
    date,
    messageId: date === null ? null : `note-${index}`,
    text: `Copied ${index} files.`,
  })
}

/** Bytes that are no mail. */
function broken(index: number, random: SeededRandom): Buffer {
  return Buffer.from(
    Array.from({ length: 20 + random.below(2000) }, () => 128 + random.below(128)).concat(index, index >> 8),
  )
}

/** The same mail again: the very bytes, or as another server passed it on. */
function copyOf(raw: Buffer, random: SeededRandom): Buffer | null {
  if (raw.subarray(0, 5).toString('latin1') !== 'From:') return null
  // Of a mail without a date the last hop is what dates it: passed on by another server it is another mail.
  if (random.chance(0.5) || !raw.includes('\r\nDate: ')) return raw
  const hop = 'Received: from relay.example by mx.msp.example; Mon, 02 Nov 2026 03:00:00 +0000\r\n'
  return Buffer.concat([Buffer.from(hop), raw])
}

function instant(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}.000Z`
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
