import { type ParserDay, TROUBLE_WORDS } from '../../domain/parser-day.ts'
import { type Connection, sql } from '../../platform/db.ts'

/** A sender belongs to the parser that read most of its messages in so many days. */
const SENDER_DAYS = 60

/**
 * Counts one calendar day of a zone anew, in one statement that gives the same however often it runs: what each parser
 * read, and what nobody could read of the senders that it reads. Messages that a person ignored or deleted are no failure.
 */
export async function countDay(
  db: Connection,
  { day, timeZone, at }: { day: string; timeZone: string; at: string },
): Promise<void> {
  const from = sql`(${day}::date::timestamp at time zone ${timeZone})`
  const until = sql`((${day}::date + 1)::timestamp at time zone ${timeZone})`
  await sql`
    with recursive parser (id) as (
      -- Steps from one parser to the next in the index instead of reading all of its entries.
      (select parser_id from mail_messages where parser_id is not null order by parser_id limit 1)
      union all
      select (select m.parser_id from mail_messages m where m.parser_id > p.id order by m.parser_id limit 1)
      from parser p where p.id is not null
    ),
    read as (
      select p.id as parser_id, count(*) as messages, max(m.parser_version) as parser_version, sum(f.results) as results,
        sum(f.with_objects) as with_objects, sum(f.with_started) as with_started, sum(f.with_ended) as with_ended,
        sum(f.with_size) as with_size, sum(f.with_host) as with_host, sum(f.with_known_status) as with_known_status
      from parser p
      join mail_messages m on m.parser_id = p.id and m.received_at >= ${from} and m.received_at < ${until}
      cross join lateral (${FILLED}) f
      group by p.id
    ),
    unread as (
      select from_address, count(*) as messages
      from mail_messages
      where parse_state in ('unparsed', 'error') and received_at >= ${from} and received_at < ${until}
        and location <> 'deleted' and ignore_rule_id is null
      group by from_address
    ),
    attributed as (
      select u.from_address, u.messages, s.parser_id
      from unread u
      cross join lateral (
        select s.parser_id from mail_messages s
        where s.from_address = u.from_address and s.parser_id is not null
          and s.received_at >= ${from} - make_interval(days => ${SENDER_DAYS}) and s.received_at < ${from}
        group by s.parser_id order by count(*) desc, s.parser_id limit 1) s
    ),
    failed as (select parser_id, sum(messages) as messages from attributed group by parser_id),
    named as (
      insert into parser_unread_senders (day, from_address, parser_id, messages)
      select ${day}::date, from_address, parser_id, messages from attributed order by from_address
      on conflict (day, from_address) do update set parser_id = excluded.parser_id, messages = excluded.messages
    ),
    unnamed as (
      delete from parser_unread_senders n
      where n.day = ${day}::date and not exists (select from attributed a where a.from_address = n.from_address)
    ),
    counted as (
      select parser_id, coalesce(r.messages, 0) as messages, coalesce(f.messages, 0) as failed, coalesce(r.results, 0) as results,
        coalesce(r.with_objects, 0) as with_objects, coalesce(r.with_started, 0) as with_started, coalesce(r.with_ended, 0) as with_ended,
        coalesce(r.with_size, 0) as with_size, coalesce(r.with_host, 0) as with_host,
        coalesce(r.with_known_status, 0) as with_known_status, r.parser_version
      from read r full join failed f using (parser_id)
    ),
    gone as (
      delete from parser_days d where d.day = ${day}::date and not exists (select from counted c where c.parser_id = d.parser_id)
    )
    insert into parser_days (
      day, parser_id, messages, failed, results, with_objects, with_started, with_ended, with_size, with_host, with_known_status,
      parser_version, counted_at)
    select ${day}::date, parser_id, messages, failed, results, with_objects, with_started, with_ended, with_size, with_host,
      with_known_status, parser_version, ${at}::timestamptz
    from counted order by parser_id
    on conflict (day, parser_id) do update set
      messages = excluded.messages, failed = excluded.failed, results = excluded.results, with_objects = excluded.with_objects,
      with_started = excluded.with_started, with_ended = excluded.with_ended, with_size = excluded.with_size,
      with_host = excluded.with_host, with_known_status = excluded.with_known_status,
      parser_version = excluded.parser_version, counted_at = excluded.counted_at
  `.execute(db)
}

/** Which facts the results of the message m carry. */
const FILLED = sql`
  select count(*) as results,
    count(*) filter (where r -> 'objects' -> 0 is not null) as with_objects,
    count(r ->> 'startedAt') as with_started,
    count(r ->> 'endedAt') as with_ended,
    count(coalesce(r ->> 'totalBytes', r ->> 'transferredBytes')) as with_size,
    count(r ->> 'host') as with_host,
    count(*) filter (where not (
      r ->> 'status' = 'warning' and r ->> 'statusText' !~* ${TROUBLE_WORDS}
      and not jsonb_path_exists(r, '$.objects[*] ? (@.status != "success")'))) as with_known_status
  from jsonb_array_elements(m.parsed) r`

/** Lets go of the senders of days before the given one; the counts of those days stay. */
export async function forgetUnreadSenders(db: Connection, before: string): Promise<void> {
  await db.deleteFrom('parser_unread_senders').where('day', '<', sql<string>`${before}::date`).execute()
}

/** Whether no day was ever counted. */
export async function nothingCounted(db: Connection): Promise<boolean> {
  return (await db.selectFrom('parser_days').select('day').limit(1).execute()).length === 0
}

export type CountedDay = ParserDay & { parserId: string; countedAt: string }

/** The counted days since the given one, of all parsers or of one. */
export async function readDays(db: Connection, since: string, parserId?: string): Promise<CountedDay[]> {
  return db
    .selectFrom('parser_days')
    .select([
      'day',
      'parser_id as parserId',
      'messages',
      'failed',
      'results',
      'with_objects as withObjects',
      'with_started as withStarted',
      'with_ended as withEnded',
      'with_size as withSize',
      'with_host as withHost',
      'with_known_status as withKnownStatus',
      'counted_at as countedAt',
    ])
    .where('day', '>=', sql<string>`${since}::date`)
    .$if(parserId !== undefined, (query) => query.where('parser_id', '=', parserId ?? ''))
    .orderBy('day')
    .orderBy('parser_id')
    .execute()
}
