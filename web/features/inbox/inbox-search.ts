import type { z } from 'zod'
import type { inboxRowSchema, messageSchema, parseStateSchema } from '../../../contract/inbox.ts'

/** What the URL of the Inbox says. */
export interface InboxSearch {
  q?: string | undefined
  software?: string | undefined
  state?: ParseState | undefined
  from?: string | undefined
  /** Only what this parser read. */
  parser?: string | undefined
  /** Only what nothing could read, from the senders of this parser. */
  unread_of?: string | undefined
  after?: string | undefined
  /** The message that is open. */
  message?: number | undefined
}

export type ParseState = z.infer<typeof parseStateSchema>
export type InboxRow = z.infer<typeof inboxRowSchema>
export type Message = z.infer<typeof messageSchema>
export type Result = Message['results'][number]

export const INBOX_PAGE = 50

/** The list request that a URL stands for. */
export function listInput({ q, software, state, from, parser, unread_of, after }: InboxSearch) {
  return { q, software, parseState: state, from, parser, unreadOf: unread_of, after, limit: INBOX_PAGE }
}

/** Whether the URL leaves messages of the Inbox out. */
export function isFiltered({ q, software, state, from, parser, unread_of }: InboxSearch): boolean {
  return Boolean(q || software || state || from || parser || unread_of)
}
