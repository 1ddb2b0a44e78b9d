import type { z } from 'zod'
import type { connectionSchema, folderSchema, importSchema, sourceSchema } from '../../../contract/sources.ts'

export type Source = z.infer<typeof sourceSchema>
export type Import = z.infer<typeof importSchema>
export type Folder = z.infer<typeof folderSchema>
export type Connection = z.infer<typeof connectionSchema>
/** The kinds of sources that an admin adds; the others are built in. */
export type SourceKind = Connection['kind']

/** A source as it is edited. */
export type Draft = Pick<
  Source,
  'name' | 'autoImport' | 'intervalMinutes' | 'batchSize' | 'trustedAuthenticationServer'
> & { connection: Connection }

/** Which secrets the server keeps for it. */
export interface StoredSecrets {
  secret: boolean
  certificateKey: boolean
}

export const NOTHING_STORED: StoredSecrets = { secret: false, certificateKey: false }

/** The kind that an admin added; null of a built-in way in. */
export function addedKind({ connection: { kind } }: Source): SourceKind | null {
  return kind === 'graph' || kind === 'imap' || kind === 'smtp' ? kind : null
}

/** Whether a source is a mailbox that is fetched from, and not delivered to. */
export function isMailbox(kind: string): kind is 'graph' | 'imap' {
  return kind === 'graph' || kind === 'imap'
}

/** A listener that is switched on and not up: it starts any moment, and nothing tells a page of that. */
export function isStarting({ connection, enabled, upSince }: Source): boolean {
  return connection.kind === 'smtp' && enabled && upSince === null
}

/** A stored source ready to be edited; null of a built-in way in. */
export function draftOf(source: Source): { draft: Draft; stored: StoredSecrets } | null {
  const { connection, name, autoImport, intervalMinutes, batchSize, trustedAuthenticationServer } = source
  const rest = { name, autoImport, intervalMinutes, batchSize, trustedAuthenticationServer }
  switch (connection.kind) {
    case 'graph':
      return {
        draft: { ...rest, connection: { kind: connection.kind, settings: connection.settings } },
        stored: { secret: connection.hasSecret, certificateKey: false },
      }
    case 'imap':
      return {
        draft: { ...rest, connection: { kind: connection.kind, settings: connection.settings } },
        stored: { secret: connection.hasSecret, certificateKey: false },
      }
    case 'smtp':
      return {
        draft: { ...rest, connection: { kind: connection.kind, settings: connection.settings } },
        stored: { secret: connection.hasSecret, certificateKey: connection.hasCertificateKey },
      }
    default:
      return null
  }
}
