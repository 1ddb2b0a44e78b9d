import { type Connection, sql } from '../../platform/db.ts'
import { IS_ARRIVAL, NOT_WATCHED } from './job-facts.queries.ts'
import { ONLY_SOURCE, SOURCE_STATES } from './source-states.queries.ts'

/** Slots due longer ago than this are never judged any more. */
export const OLDEST_DAYS = 31

type Sql = ReturnType<typeof sql>

/** Whether maintenance of the job `j` or of its customer touches a stretch of time. */
const inMaintenance = (from: Sql, until: Sql) => sql`exists (
  select from maintenance_windows w
  where (w.job_id = j.id or w.customer_id = j.customer_id) and w.starts_at <= ${until} and w.ends_at >= ${from})`

/** Whether an instant lies on a holiday of the customer `c`, by the clock of the job `j`. */
const onHoliday = (instant: Sql) => sql`exists (
  select from holidays y
  where y.calendar_id = c.holiday_calendar_id
    and (${instant} at time zone coalesce(j.time_zone, c.time_zone, present.zone))::date between y.first_day and y.last_day)`

const NOW = sql`present.now`

/** A report that probably is the run of the slot `e` waits in the Inbox. */
export const WAITS_IN_INBOX = sql`exists (
  select from mail_results w join mail_messages m on m.id = w.mail_message_id
  where w.probable_job_id = e.job_id and w.state = 'open' and m.location = 'inbox'
    and m.received_at >= e.opens_at - (e.closes_at - e.opens_at)
    and m.received_at < coalesce((
      select min(n.opens_at) from expected_runs n where n.job_id = e.job_id and n.slot_at > e.slot_at), 'infinity'))`

export type Asked = { now: string; zone: string; jobId: number | null }

/**
 * The present, and the open slots whose deadline has passed, of the one job or all. Found first and by themselves: otherwise all
 * jobs would be asked for theirs.
 */
function overdueSlots({ now, zone, jobId }: Asked) {
  return sql`
    present as (select ${now}::timestamptz as now, ${zone}::text as zone), overdue as materialized (
      select * from expected_runs
      where state = 'open' and deadline_at <= ${now} and deadline_at > ${now}::timestamptz - make_interval(days => ${OLDEST_DAYS})
        ${jobId === null ? sql`` : sql`and job_id = ${jobId}`})`
}

/** Excuses overdue slots that fell into maintenance or on a holiday, or in whose window a listener was down; returns their jobs. */
export async function excuseSlots(tx: Connection, asked: Asked): Promise<number[]> {
  const { rows } = await sql<{ job_id: number }>`
    with ${overdueSlots(asked)}, state as materialized (${SOURCE_STATES}), judged as (
      select e.job_id, e.slot_at,
        case when ${inMaintenance(sql`e.opens_at`, sql`e.closes_at`)} then 'maintenance' when ${onHoliday(sql`e.slot_at`)} then 'holiday'
          when state.is_pushed and not state.held and state.since > e.opens_at then 'source down' end as excuse
      from present, overdue e join job_schedules s on s.job_id = e.job_id join jobs j on j.id = e.job_id
      join customers c on c.id = j.customer_id left join state on state.id = s.source_id
      where e.kind = 'slot'
    )
    update expected_runs e set state = 'excused', excuse = judged.excuse
    from judged where judged.excuse is not null and e.job_id = judged.job_id and e.slot_at = judged.slot_at and e.state = 'open'
    returning e.job_id
  `.execute(tx)
  return [...new Set(rows.map((row) => row.job_id))]
}

/**
 * A listener must have been up from before a window on. A silence may be weeks long: there it need not have been up all the time, but
 * so long since it was down that the job had another chance to report.
 */
const WAS_UP = sql`(
  state.since is null or state.since <= e.opens_at
  or (e.kind = 'silence' and state.until >= state.since + least((e.closes_at - e.opens_at) / 3, interval '12 hours')))`

/** An overdue slot is judged when the job is watched and has not changed unseen, and its source is complete beyond the deadline and not held. */
const JUDGEABLE = sql`
  from present, overdue e join job_schedules s on s.job_id = e.job_id join jobs j on j.id = e.job_id
  join customers c on c.id = j.customer_id left join job_health h on h.job_id = e.job_id
  join state on state.id = coalesce((select k.id from state k where k.id = s.source_id), (select id from only_source))
  where not state.held and state.until > e.deadline_at and ${WAS_UP}
    and ${NOT_WATCHED} is null and s.judged_from <= e.slot_at
    and s.seen_run_count is not distinct from coalesce(h.run_count, 0) and s.seen_last_run_id is not distinct from h.last_run_id`

/**
 * Jobs with an overdue slot that can be judged: their runs must be given to their slots before anything is raised. Empty
 * answers are the rule, because runs are given to slots as they come.
 */
export async function jobsToJudge(tx: Connection, asked: Asked): Promise<number[]> {
  const { rows } = await sql<{ job_id: number }>`
    with ${overdueSlots(asked)}, state as materialized (${SOURCE_STATES}), only_source as (${ONLY_SOURCE})
    select distinct e.job_id ${JUDGEABLE} order by e.job_id
  `.execute(tx)
  return rows.map((row) => row.job_id)
}

export type DueSlot = {
  job_id: number
  slot_at: string
  opens_at: string
  closes_at: string
  deadline_at: string
  kind: 'slot' | 'silence'
  slot: object | null
  source_id: number
  source_until: string
  last_run_at: string | null
  report_id: number | null
  /** The zone of the job's or its customer's own. */
  time_zone: string | null
  /** Misses since the last run that were raised before. */
  missed_before: number
}

/**
 * The slots to raise: overdue and judgeable, without a run, no report waits for them, and their job is not snoozed. Claimed by the
 * change: each is returned once.
 */
export async function claimMissed(tx: Connection, asked: Asked): Promise<DueSlot[]> {
  const { rows } = await sql<DueSlot>`
    with ${overdueSlots(asked)}, state as materialized (${SOURCE_STATES}), only_source as (${ONLY_SOURCE}), due as (
      select e.job_id, e.slot_at, state.id as source_id, state.until as source_until ${JUDGEABLE}
        and not ${WAITS_IN_INBOX}
        and not ${inMaintenance(NOW, NOW)} and (e.kind = 'slot' or not ${onHoliday(NOW)})
      order by e.job_id, e.slot_at
    ), claimed as (
      update expected_runs e set state = 'missed' from due
      where e.job_id = due.job_id and e.slot_at = due.slot_at and e.state = 'open'
      returning e.*, due.source_id, due.source_until
    ), told as materialized (
      select k.*, l.run_at as last_run_at, case when l.result_key <> '' then l.mail_message_id end as message_id
      from claimed k
      left join lateral (
        select r.run_at, r.mail_message_id, r.result_key from job_runs r
        where r.job_id = k.job_id and r.run_at <= k.slot_at and ${IS_ARRIVAL} order by r.run_at desc limit 1) l on true
    ), reports as materialized (
      -- Reports that carried several jobs, none of which has reported since.
      select o.mail_message_id as id from job_runs o
      where o.mail_message_id in (select message_id from told) group by o.mail_message_id
      having count(distinct o.job_id) > 1 and not bool_or(exists (
        select from job_runs r where r.job_id = o.job_id and r.run_at > o.run_at and ${IS_ARRIVAL}))
    )
    select k.job_id, k.slot_at, k.opens_at, k.closes_at, k.deadline_at, k.kind, k.slot, k.source_id, k.source_until, k.last_run_at,
      (select id from reports where id = k.message_id) as report_id,
      (select count(*) from missed_slots m
       where m.job_id = k.job_id and m.slot_at > coalesce(k.last_run_at, '-infinity') and m.slot_at < k.slot_at
         and m.withdrawn_at is null) as missed_before,
      coalesce(j.time_zone, c.time_zone) as time_zone
    from told k join jobs j on j.id = k.job_id join customers c on c.id = j.customer_id
    order by k.job_id, k.slot_at
  `.execute(tx)
  return rows
}
