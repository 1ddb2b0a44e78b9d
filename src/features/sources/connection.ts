import { z } from 'zod'
import type { World } from '../../app/world.ts'
import { type Mailbox, MailboxTrouble } from '../../domain/mailbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { SourceRow } from './sources.queries.ts'

export type MailboxKind = 'graph' | 'imap'
/** What a source keeps sealed. */
export type Secrets = {
  /** The client secret, password or token. */
  secret?: string | undefined
  /** Of the SMTP listener's certificate, as PEM. */
  certificateKey?: string | undefined
}
/** What a person typed; an empty or missing secret stands for the stored one. */
export type Connection = { kind: MailboxKind | 'smtp'; settings: object } & Secrets

/** Where the secrets of a source belong: they cannot be opened anywhere else. */
export function secretPlace(sourceId: number): string {
  return `sources/${sourceId}`
}

/** Whether a source is a mailbox that we fetch from. */
export function isMailbox(kind: string): kind is MailboxKind {
  return kind === 'graph' || kind === 'imap'
}

const secretsSchema = z.object({ secret: z.string().optional(), certificateKey: z.string().optional() })

/** The stored secrets in the clear. */
export function storedSecrets({ vault }: Pick<World, 'vault'>, source: SourceRow): Secrets {
  if (!source.secrets) return {}
  return secretsSchema.parse(JSON.parse(vault.open(secretPlace(source.id), source.secrets)))
}

/** Opens the mailbox of a stored source; what keeps it shut is a trouble that a person must see to. */
export function openStored(world: Pick<World, 'vault' | 'openMailbox'>, source: SourceRow): Mailbox {
  if (!isMailbox(source.kind)) throw new Error(`A source of kind ${source.kind} is no mailbox`)
  try {
    return world.openMailbox(source.kind, source.settings, storedSecrets(world, source).secret ?? null)
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? 'Its settings cannot be used: open and save them again.'
        : error instanceof Error
          ? error.message
          : String(error)
    throw new MailboxTrouble('sign-in', `"${source.name}" cannot be opened. ${reason}`, { cause: error })
  }
}

/** The secrets of a connection: what was typed, and what is stored for a source of this kind where nothing was. */
export function secretsFor(
  world: Pick<World, 'vault'>,
  { kind, secret, certificateKey }: Connection,
  source: SourceRow | null,
): Secrets {
  const stored = source?.kind === kind ? storedSecrets(world, source) : {}
  return {
    secret: secret || stored.secret,
    certificateKey: certificateKey || stored.certificateKey,
  }
}

/** A mailbox cannot be read without its secret. */
export function requireSecret(kind: Connection['kind'], { secret }: Secrets): void {
  if (secret || kind === 'smtp') return
  throw new Refusal(
    'secret_needed',
    kind === 'graph' ? 'Enter the client secret of the app registration.' : 'Enter the password or token.',
    { status: 422 },
  )
}
