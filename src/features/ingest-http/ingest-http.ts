import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { runReportSchema } from '../../../contract/ingest.ts'
import type { World } from '../../app/world.ts'
import { decodeJsonReport } from '../../parsers/decode-json-report.ts'
import { type RawReading, readFields } from '../../parsers/read-raw.ts'
import { cleanText } from '../../parsers/support/clean-text.ts'
import { Refusal } from '../../platform/refusal.ts'
import { noteDelivery } from '../incidents/index.ts'
import { contentHashes, ingest, type RawMail, readMails } from '../ingest/index.ts'
import type { IngestToken } from '../tokens/index.ts'
import { claimIdempotencyKey, deleteOldKeys, type TakenIn, takenIn } from './ingest-http.queries.ts'

type HttpWorld = Pick<World, 'db' | 'clock' | 'log' | 'mailReader'>
type RunReport = z.infer<typeof runReportSchema>
export type Answer = { messageId: number; duplicate: boolean; outcome: TakenIn['outcome'] }

/** Takes in a mail as a machine hands it over; when this returns it is committed. The same mail again makes nothing new. */
export async function ingestMail(world: HttpWorld, token: IngestToken, raw: Uint8Array): Promise<Answer> {
  if (!beginsLikeMail(raw)) throw notAMail('This does not begin with a mail header.')
  const [reading] = await readMails(world, [raw])
  if (!reading || reading.decoded.kind === 'undecodable') {
    const reason = reading?.decoded.kind === 'undecodable' ? reading.decoded.reason : 'It could not be read.'
    throw notAMail(reason)
  }
  const sourceRef = `mail/${token.id}/${randomUUID()}`
  return take(
    world,
    token,
    { raw, sourceRef, receivedAt: world.clock(), handedOver: { ownTrace: 0 } },
    reading,
  )
}

/**
 * Takes in a run report as JSON, as a message from `<token>@http.invalid`; when this returns it is committed. With an
 * idempotency key the same key within seven days is the same report, whatever it says.
 */
export async function ingestRun(world: HttpWorld, token: IngestToken, report: RunReport): Promise<Answer> {
  const { idempotency_key: key } = report
  const raw = Buffer.from(JSON.stringify(report))
  const reading = readingOf(raw, token, report)
  refuseUnreadTimes(report, reading)
  const receivedAt = key ? await claimIdempotencyKey(world.db, token.id, key, world.clock()) : world.clock()
  const sourceRef = `run/${token.id}/${key ? `${receivedAt}/${key}` : randomUUID()}`
  return take(world, token, { raw, sourceRef, receivedAt }, reading)
}

/** A script that sends something else as a time should hear of it, not lose it. */
function refuseUnreadTimes(report: RunReport, { reading }: RawReading): void {
  const [result] = reading.kind === 'parsed' ? reading.results : []
  const unread = [
    ['started_at', report.started_at, result?.startedAt] as const,
    ['ended_at', report.ended_at, result?.endedAt] as const,
  ].find(([, given, read]) => given?.trim() && result && !read)
  if (!unread) return
  const [name, given] = unread
  throw new Refusal(
    'not_a_time',
    `${name}: "${given}" is not a time; write it as 2026-11-10T03:00:02+01:00.`,
    {
      status: 422,
      data: { fields: [{ path: name, message: 'is not a time' }] },
    },
  )
}

/** A header line, or the `From ` line that an mbox puts before it. */
function beginsLikeMail(raw: Uint8Array): boolean {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 200)).toString('latin1')
  return /^(?:From |[!-9;-~]{1,76}[ \t]{0,5}:)/.test(start)
}

function notAMail(reason: string): Refusal {
  return new Refusal('not_a_mail', `${reason} Send the message as it is (RFC 5322), headers first.`, {
    status: 422,
  })
}

/** Forgets the idempotency keys that are older than their seven days. */
export async function sweepIdempotencyKeys({ db, clock }: Pick<World, 'db' | 'clock'>): Promise<void> {
  await deleteOldKeys(db, clock())
}

async function take(
  world: HttpWorld,
  token: IngestToken,
  mail: RawMail & { sourceRef: string },
  reading: RawReading,
): Promise<Answer> {
  const origin = { sourceId: token.sourceId, importRunId: null, boundCustomerId: token.customerId }
  const { newMessages } = await ingest(world, origin, [mail], { readings: Promise.resolve([reading]) })
  if (newMessages > 0) await noteDelivery(world, token.sourceId)
  const { own, earlier } = contentHashes(mail, reading.decoded)
  const { own: bytes } = contentHashes(mail, { kind: 'undecodable', reason: '' })
  const found = await takenIn(world.db, {
    sourceId: token.sourceId,
    sourceRef: mail.sourceRef,
    // What could not be stored as it was read is known by its bytes.
    contentHashes: [own, earlier, bytes].filter((hash) => hash !== null),
  })
  if (!found)
    throw new Refusal(
      'purged',
      'This report was taken in before, and was purged since; it is not taken in again.',
    )
  return { messageId: found.id, duplicate: newMessages === 0, outcome: found.outcome }
}

function readingOf(raw: Uint8Array, token: IngestToken, report: RunReport): RawReading {
  const decoded = decodeJsonReport(raw)
  if (decoded.kind === 'undecodable') return { decoded, reading: { kind: 'error', reason: decoded.reason } }
  const mail = {
    ...decoded.mail,
    fromAddress: `${token.name.toLowerCase()}@http.invalid`,
    fromName: token.name,
    subject: cleanText(`${report.job}${report.host ? ` on ${report.host}` : ''}: ${report.status}`),
  }
  return { decoded: { kind: 'decoded', mail }, reading: readFields(mail) }
}
