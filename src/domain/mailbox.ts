/** A message as a mailbox hands it over. */
export type FetchedMail = {
  /** The mailbox's own id of the message, stable while it lies there or is moved: Graph's immutable id, `uidvalidity/uid` of IMAP. */
  ref: string
  /** The mailbox's receive time as an ISO instant; null when it tells none. */
  receivedAt: string | null
  raw: Uint8Array
}

/** A few messages that were fetched together, and what may happen once they are safe. */
export type MailBatch = {
  mails: readonly FetchedMail[]
  /** Messages that could not be fetched: they stay where they are and come again with the next import. */
  problems: readonly { ref: string; problem: string }[]
  /** Moves what was fetched to the processed folder. Call it only after the mails are committed; calling it again does no harm. */
  settle(): Promise<void>
  /** Where a later import goes on, to be kept after `settle`; JSON. What lies before it is never asked for again. */
  cursor: unknown
  /** How many messages are left behind this batch; null when the mailbox does not tell. */
  remaining: number | null
}

export type MailFolder = {
  id: string
  name: string
  /** Names from the root to this folder, joined by ' / ', as its owner sees them. */
  path: string
  parentId: string | null
  messageCount: number | null
}

/** A mailbox that is read batch by batch. Every method may throw a `MailboxTrouble`. */
export type Mailbox = {
  /** Signs in and looks at both folders, changes nothing; the answer says in a sentence what was found. */
  test(): Promise<string>
  /** All folders, parents before children. */
  folders(): Promise<MailFolder[]>
  /**
   * What lies in the incoming folder from `cursor` on (null: from the beginning), oldest first. The generator ends when
   * everything that lay there at its start was handed over; the unread flag is neither asked for nor changed.
   */
  batches(request: { cursor: unknown; batchSize: number; signal: AbortSignal }): AsyncGenerator<MailBatch>
  /** Resolves when something new arrived; rejects with the signal. Only where the protocol can tell. */
  waitForNews?(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

export type TroubleKind =
  /** Secret wrong or expired, account unknown or blocked. */
  | 'sign-in'
  /** Signed in, but not allowed to do this. */
  | 'permission'
  /** A folder or the mailbox itself is gone. */
  | 'gone'
  /** The other side asks us to wait. */
  | 'throttled'
  /** Not reachable, or broken off. */
  | 'network'
  /** The other side failed. */
  | 'server'

/** Why a mailbox cannot be read, in a sentence that says what to fix; never carries a secret. */
export class MailboxTrouble extends Error {
  readonly kind: TroubleKind
  /** When the other side said how long to wait. */
  readonly retryAfterSeconds: number | null

  constructor(
    kind: TroubleKind,
    message: string,
    more: { retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'MailboxTrouble'
    this.kind = kind
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
  }
}
