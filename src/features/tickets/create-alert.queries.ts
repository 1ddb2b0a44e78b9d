import { type Connection, sql } from '../../platform/db.ts'
import { type AlertKind, TABLES } from './alert-tables.queries.ts'

export type NewScope = { kind: 'job' | 'customer' | 'object' | 'customer of job'; id: number }

export type NewAlert = {
  requestId: string
  text: string
  activeFrom: string
  at: string
  userId: number | null
}

/** The next number of an internal code; never given twice, whoever asks at the same time. */
export async function nextCodeNumber(tx: Connection): Promise<number> {
  const { rows } = await sql<{ number: number }>`select nextval('ticket_code_number') as number`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('The sequence of ticket codes gave no number')
  return row.number
}

/** Makes a ticket; null when this request made one already, or when the origin knows the code. Waits for who makes the same one. */
export async function insertTicket(
  tx: Connection,
  ticket: NewAlert & { code: string; origin: 'internal' | 'psa' },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into tickets (ticket_code, origin, description, active_from_date, start_date, created_by_user_id, created_at, request_id)
    values (${ticket.code}, ${ticket.origin}, ${ticket.text}, ${ticket.activeFrom}, ${ticket.at}, ${ticket.userId}, ${ticket.at}, ${ticket.requestId})
    on conflict do nothing returning id
  `.execute(tx)
  return rows[0]?.id ?? null
}

/** Makes a remark; null when this request made one already. */
export async function insertRemark(tx: Connection, remark: NewAlert): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into remarks (body, active_from_date, start_date, created_by_user_id, created_at, request_id)
    values (${remark.text}, ${remark.activeFrom}, ${remark.at}, ${remark.userId}, ${remark.at}, ${remark.requestId})
    on conflict do nothing returning id
  `.execute(tx)
  return rows[0]?.id ?? null
}

/** What a request made before. */
export async function madeBy(tx: Connection, kind: AlertKind, requestId: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from ${TABLES[kind].alerts} where request_id = ${requestId}`.execute(tx)
  return rows[0]?.id ?? null
}

/** The ticket of a PSA number, in whatever letters it is typed. */
export async function ticketOfNumber(tx: Connection, psaNumber: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from tickets where origin = 'psa' and lower(ticket_code) = lower(${psaNumber})`.execute(tx)
  return rows[0]?.id ?? null
}

/** Adds what was written to what stands in a ticket already, unless it says so. */
export async function addToDescription(tx: Connection, id: number, text: string): Promise<void> {
  await sql`
    update tickets set description = case when description = '' then ${text} else description || chr(10) || ${text} end, version = version + 1
    where id = ${id} and strpos(description, ${text}) = 0
  `.execute(tx)
}

/** Lets an alert hold for these; one that was resolved there holds again. Returns how many of them do not exist (any more). */
export async function insertScopes(
  tx: Connection,
  kind: AlertKind,
  alertId: number,
  targets: readonly NewScope[],
  at: string,
): Promise<number> {
  const { scopes, alertId: column } = TABLES[kind]
  const { rows } = await sql<{ missing: number }>`
    with asked as (select distinct kind, id from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) as a (kind text, id bigint)),
    found as (
      select j.id as job_id, null::bigint as customer_id, null::bigint as object_id
      from asked a join jobs j on j.id = a.id where a.kind = 'job' and j.merged_into_job_id is null
      union all
      select null, c.id, null from asked a join customers c on c.id = a.id
      where a.kind = 'customer' and c.merged_into_customer_id is null
      union all
      select null, j.customer_id, null from asked a join jobs j on j.id = a.id where a.kind = 'customer of job'
      union all
      select null, null, o.id from asked a join customer_objects o on o.id = a.id where a.kind = 'object'
    ), made as (
      insert into ${scopes} (${column}, job_id, customer_id, customer_object_id, created_at)
      select distinct ${alertId}::bigint, job_id, customer_id, object_id, ${at}::timestamptz from found
      order by object_id nulls first, customer_id nulls first, job_id
      on conflict (${column}, job_id, customer_id, customer_object_id) do update set resolved_at = null, resolved_by_user_id = null
    )
    select (select count(*) from asked) - (select count(*) from found) as missing
  `.execute(tx)
  return rows[0]?.missing ?? 0
}

/** Links runs to an alert; returns how many links are new. */
export async function linkRuns(
  tx: Connection,
  kind: AlertKind,
  alertId: number,
  runIds: readonly number[],
  at: string,
): Promise<number> {
  if (runIds.length === 0) return 0
  const { links, alertId: column } = TABLES[kind]
  const { rows } = await sql<{ id: number }>`
    insert into ${links} (${column}, job_run_id, linked_at)
    select ${alertId}::bigint, r.id, ${at}::timestamptz from job_runs r where r.id = any(${[...runIds]}) order by r.id
    on conflict do nothing returning job_run_id as id
  `.execute(tx)
  return rows.length
}

/** The local day of the first of these runs, each in the zone of its job; null when there is none. */
export async function firstDayOf(
  tx: Connection,
  runIds: readonly number[],
  usualZone: string,
): Promise<string | null> {
  if (runIds.length === 0) return null
  const { rows } = await sql<{ day: string | null }>`
    select min((r.run_at at time zone coalesce(j.time_zone, c.time_zone, ${usualZone}))::date) as day
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id
    where r.id = any(${[...runIds]})
  `.execute(tx)
  return rows[0]?.day ?? null
}
