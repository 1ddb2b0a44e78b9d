import type { z } from 'zod'
import type { inboxRowSchema, messageSchema, parseStateSchema } from '../../../contract/inbox.ts'

/** What the URL of the Inbox says. */
export interface InboxSearch {
  q?: string | undefined
  software?: string | undefined
  state?: ParseState | undefined
  from?: string | undefined
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
export function listInput({ q, software, state, from, after }: InboxSearch) {
  return { q, software, parseState: state, from, after, limit: INBOX_PAGE }
}
