import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { World } from '../../app/world.ts'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import {
  batchDeliveries,
  type ReceivedMail,
  type SmtpCertificate,
  type SmtpSettings,
  smtpSettingsSchema,
  startSmtpListener,
} from '../../sources/smtp/index.ts'
import { noteDelivery, noteDown, noteReachable } from '../incidents/index.ts'
import { putDown } from '../ingest/index.ts'
import { type Connection, type Secrets, secretsFor, storedSecrets } from './connection.ts'
import { readSource, type SourceRow } from './sources.queries.ts'
import { type TakingInBehind, takingInBehind } from './take-in-behind.ts'
import { keepUp } from './up.ts'

type ListenWorld = Pick<World, 'db' | 'clock' | 'log' | 'mailReader' | 'vault'>
type Listener = {
  settings: SmtpSettings
  certificate: SmtpCertificate | null
  account: { user: string; password: string } | null
}

/** Deliveries that come at the same time share a commit; who comes alone hardly waits. */
const SHARED_COMMIT = { maxMails: 50, maxWaitMs: 1 }

/** Receives reports by SMTP as the stored source says, until the signal; then those under way are finished. */
export async function listen(world: ListenWorld, source: SourceRow, signal: AbortSignal): Promise<void> {
  try {
    const listener = listenerOf(Object(source.settings), storedSecrets(world, source))
    const behind = takingInBehind(world, source.id, () => noteDelivery(world, source.id))
    const deliver = batchDeliveries((mails) => takeDeliveries(world, source.id, mails, behind), SHARED_COMMIT)
    const { stop } = await start(world, listener, deliver)
    await noteReachable(world, source.id)
    await keepUp(world, [source.id], signal)
    await stop()
    await behind.done()
  } catch (error) {
    if (error instanceof MailboxTrouble || error instanceof Refusal)
      await noteDown(world, source.id, error.message)
    throw error
  }
}

/** Refuses settings that no listener could be started with, as far as that can be seen without starting one. */
export function checkListener(settings: object, secrets: Secrets): void {
  listenerOf(settings, secrets)
}

/** Opens the port for a moment, unless this source has it already. */
export async function testListener(
  world: ListenWorld,
  tried: { connection: Connection; sourceId?: number | undefined },
): Promise<{ ok: boolean; message: string }> {
  const source = tried.sourceId === undefined ? null : await readSource(world.db, tried.sourceId)
  try {
    const listener = listenerOf(tried.connection.settings, secretsFor(world, tried.connection, source))
    const { host, port } = listener.settings
    const own = z.object({ host: z.string(), port: z.number() }).safeParse(source?.settings).data
    if (source?.enabled && own?.host === host && own.port === port)
      return {
        ok: true,
        message: `This source has port ${port} of ${host}; changes are taken over when they are saved.`,
      }
    const { stop } = await start(world, listener, () => Promise.reject(new Error('This is a test.')))
    await stop()
    return {
      ok: true,
      message: `Port ${port} of ${host} is free on this machine, and the settings fit together.`,
    }
  } catch (error) {
    if (error instanceof z.ZodError)
      return { ok: false, message: error.issues.map(({ message }) => message).join(' ') }
    if (error instanceof MailboxTrouble || error instanceof Refusal)
      return { ok: false, message: error.message }
    throw error
  }
}

/** What is more than the protocol needs: who may sign in, and the certificate. */
const extrasSchema = z.object({
  user: z.string().nullable().default(null),
  certificate: z.string().nullable().default(null),
})

function listenerOf(given: object, { secret, certificateKey }: Secrets): Listener {
  const settings = smtpSettingsSchema.parse(given)
  const { user, certificate } = extrasSchema.parse(given)
  if (certificate && !certificateKey)
    throw new Refusal('certificate_key_needed', 'Enter the private key of the certificate too.', {
      status: 422,
    })
  if (settings.authentication !== 'none' && !(user && secret))
    throw new Refusal('account_needed', 'Enter the user and the password that clients sign in with.', {
      status: 422,
    })
  return {
    settings,
    certificate: certificate && certificateKey ? { cert: certificate, key: certificateKey } : null,
    account: user && secret ? { user, password: secret } : null,
  }
}

function start(
  { log, clock }: ListenWorld,
  { settings, certificate, account }: Listener,
  deliver: (mail: ReceivedMail) => Promise<void>,
) {
  const authenticate = async (user: string, password: string) =>
    account !== null && isSame(user, account.user) && isSame(password, account.password)
  return startSmtpListener(settings, { deliver, authenticate, certificate, log, clock })
}

/** Returns when they are committed. The same message may be handed over again; it is known by its content. */
async function takeDeliveries(
  world: ListenWorld,
  sourceId: number,
  mails: readonly ReceivedMail[],
  behind: TakingInBehind,
): Promise<void> {
  await behind.add(await putDown(world, sourceId, mails))
}

/** Takes as long whatever differs. */
function isSame(given: string, known: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(known))
}
