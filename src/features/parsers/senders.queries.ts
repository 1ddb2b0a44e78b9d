import { sql } from '../../platform/db.ts'

/** As a condition on the message m: nothing could read it, and this parser reads what else its sender mails, as last counted. */
export function isUnreadOf(parserId: string): ReturnType<typeof sql> {
  return sql`
    m.parse_state in ('unparsed', 'error') and m.from_address in (
      select from_address from parser_unread_senders where parser_id = ${parserId})`
}
