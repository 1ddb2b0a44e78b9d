import { sql } from '../../platform/db.ts'

/** A sender belongs to the parser that read most of its messages in so many days. */
const SENDER_DAYS = 60

type Expression = ReturnType<typeof sql>

/** As a subquery: the parser that read most of a sender's messages before the given instant; no row when none did. */
export function parserOfSender(fromAddress: Expression, before: Expression): Expression {
  return sql`
    select s.parser_id from mail_messages s
    where s.from_address = ${fromAddress} and s.parser_id is not null
      and s.received_at >= ${before} - make_interval(days => ${SENDER_DAYS}) and s.received_at < ${before}
    group by s.parser_id order by count(*) desc, s.parser_id limit 1`
}

/** As a condition on the message m of the Inbox: nothing could read it, and its sender's other messages are read by this parser. */
export function isUnreadOf(parserId: string, now: string): Expression {
  // Each sender is looked up once, not once a message.
  return sql`
    m.parse_state in ('unparsed', 'error') and m.from_address in (
      select u.from_address
      from (select distinct from_address from mail_messages where location = 'inbox' and parse_state in ('unparsed', 'error')) u
      cross join lateral (${parserOfSender(sql`u.from_address`, sql`${now}::timestamptz`)}) p
      where p.parser_id = ${parserId})`
}
