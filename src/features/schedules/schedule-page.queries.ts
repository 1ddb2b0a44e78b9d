import { type Connection, sql } from '../../platform/db.ts'
import { waitingMessage } from '../runs/index.ts'
import { WAITS_IN_INBOX } from './due.queries.ts'
import { NOT_WATCHED } from './job-facts.queries.ts'
import { ONLY_SOURCE, SOURCE_STATES } from './source-states.queries.ts'

export type ScheduleRow = {
  id: number
  job_zone: string | null
  customer_zone: string | null
  job_grace: number | null
  customer_grace: number | null
  irregular_after_days: number | null
  not_watched: 'informational' | 'event' | 'workstation' | 'archived' | 'inactive customer' | null
  learned: unknown
  pin: unknown
  pinned_by: string | null
  pinned_at: string | null
  learned_at: string | null
  learned_from_run_count: number | null
  judged_from: string | null
  calendar_id: number | null
  calendar_name: string | null
  waiting_message_id: number | null
}

/** What is stored about one job's schedule; the learned facts are null for a job that was never looked at. */
export async function readSchedule(db: Connection, jobId: number): Promise<ScheduleRow | undefined> {
  const { rows } = await sql<ScheduleRow>`
    select j.id, j.time_zone as job_zone, c.time_zone as customer_zone, j.grace_minutes as job_grace, c.grace_minutes as customer_grace,
      j.irregular_after_days, ${NOT_WATCHED} as not_watched, s.learned, s.pin, coalesce(nullif(u.display_name, ''), u.username) as pinned_by,
      s.pinned_at, s.learned_at, s.learned_from_run_count, s.judged_from, k.id as calendar_id, k.name as calendar_name,
      ${waitingMessage(sql`j.id`)} as waiting_message_id
    from jobs j join customers c on c.id = j.customer_id
    left join job_schedules s on s.job_id = j.id left join users u on u.id = s.pinned_by_user_id
    left join holiday_calendars k on k.id = c.holiday_calendar_id
    where j.id = ${jobId}
  `.execute(db)
  return rows[0]
}

export type ExpectedRow = {
  slot_at: string
  opens_at: string
  closes_at: string
  deadline_at: string
  kind: 'slot' | 'silence'
  state: 'open' | 'came' | 'late' | 'missed' | 'excused'
  arrived_at: string | null
  excuse: 'maintenance' | 'holiday' | 'source down' | null
  waits: boolean
}

/** The planned runs of a job whose window is open or that wait for their judgement, and the next few. */
export async function readExpected(
  db: Connection,
  jobId: number,
  now: string,
  next: number,
): Promise<ExpectedRow[]> {
  const { rows } = await sql<ExpectedRow>`
    select e.slot_at, e.opens_at, e.closes_at, e.deadline_at, e.kind, e.state, e.arrived_at, e.excuse, ${WAITS_IN_INBOX} as waits
    from (
      (select * from expected_runs where job_id = ${jobId} and opens_at <= ${now} and (state = 'open' or closes_at >= ${now})
       order by slot_at desc limit 50)
      union all
      (select * from expected_runs where job_id = ${jobId} and opens_at > ${now} order by slot_at limit ${next})) e
    order by e.slot_at
  `.execute(db)
  return rows
}

export type JudgingRow = {
  source_id: number | null
  source_name: string | null
  source_kind: string | null
  enabled: boolean | null
  auto_import: boolean | null
  until: string | null
  held: boolean | null
  has_incident: boolean | null
  /** The oldest deadline that passed and waits for its judgement. */
  waiting_since: string | null
  configured: number
}

/** Whether a job's slots can be judged, and until when. */
export async function readJudging(
  db: Connection,
  jobId: number,
  now: string,
): Promise<JudgingRow | undefined> {
  const { rows } = await sql<JudgingRow>`
    with present as (select ${now}::timestamptz as now), state as materialized (${SOURCE_STATES}), only_source as (${ONLY_SOURCE})
    select state.id as source_id, state.name as source_name, state.kind as source_kind, state.until, state.held,
      state.incident_id is not null as has_incident, 
      (select enabled from sources o where o.id = state.id) as enabled, (select auto_import from sources o where o.id = state.id) as auto_import,
      (select min(e.deadline_at) from expected_runs e where e.job_id = j.id and e.state = 'open' and e.deadline_at <= ${now}) as waiting_since,
      (select count(*) from sources where kind in ('graph', 'imap', 'smtp') and enabled and removed_at is null) as configured
    from jobs j left join job_schedules s on s.job_id = j.id
    left join state on state.id = coalesce((select k.id from state k where k.id = s.source_id), (select id from only_source))
    where j.id = ${jobId}
  `.execute(db)
  return rows[0]
}

export type MonthRow = {
  day: string
  expected: number
  came: number
  late: number
  missed: number
  /** Slots that were raised, whether or not their run came late. */
  raised: number
  excused: number
  runs: number
  /** The worst effective status of the day's runs: 0 success, 1 warning, 2 failed. */
  rank: number | null
  holiday: string | null
}

/** Each local day from the first to the last: what was planned, what came of it, and what ran. */
export async function readDays(
  db: Connection,
  of: { jobId: number; zone: string; firstDay: string; lastDay: string },
): Promise<MonthRow[]> {
  const { rows } = await sql<MonthRow>`
    with days as (
      select d::date as day from generate_series(${of.firstDay}::date, ${of.lastDay}::date, interval '1 day') d
    ), span as (
      select ${of.firstDay}::date::timestamp at time zone ${of.zone} as starts, (${of.lastDay}::date + 1)::timestamp at time zone ${of.zone} as ends
    ), planned as (
      select (e.slot_at at time zone ${of.zone})::date as day, count(*) as expected,
        count(*) filter (where e.state = 'came') as came, count(*) filter (where e.state = 'late') as late,
        count(*) filter (where e.state = 'missed') as missed, count(*) filter (where e.state = 'excused') as excused
      from span, expected_runs e where e.job_id = ${of.jobId} and e.slot_at >= span.starts and e.slot_at < span.ends group by 1
    ), raised as (
      select (m.slot_at at time zone ${of.zone})::date as day, count(*) as raised
      from span, missed_slots m
      where m.job_id = ${of.jobId} and m.withdrawn_at is null and m.slot_at >= span.starts and m.slot_at < span.ends group by 1
    ), ran as (
      select (r.run_at at time zone ${of.zone})::date as day, count(*) as runs,
        max(case r.effective_status when 'failed' then 2 when 'warning' then 1 else 0 end) as rank
      from span, job_runs r where r.job_id = ${of.jobId} and not r.missed and r.run_at >= span.starts and r.run_at < span.ends group by 1
    )
    select days.day, coalesce(p.expected, 0) as expected, coalesce(p.came, 0) as came, coalesce(p.late, 0) as late, coalesce(p.missed, 0) as missed,
      coalesce(m.raised, 0) as raised, coalesce(p.excused, 0) as excused, coalesce(r.runs, 0) as runs, r.rank, (
        select coalesce(nullif(h.name, ''), 'Holiday') from jobs j join customers c on c.id = j.customer_id
        join holidays h on h.calendar_id = c.holiday_calendar_id
        where j.id = ${of.jobId} and days.day between h.first_day and h.last_day order by h.first_day limit 1) as holiday
    from days left join planned p on p.day = days.day left join raised m on m.day = days.day left join ran r on r.day = days.day
    order by days.day
  `.execute(db)
  return rows
}

export type RaisedRow = {
  job_id: number
  job_name: string
  customer_id: number
  customer_name: string
  slot_at: string
  opens_at: string | null
  window_ends_at: string
  deadline_at: string
  raised_at: string
  withdrawn_at: string | null
  in_a_row: number
  explanation: { kind?: string; slot?: unknown; lastRunAt?: string | null }
}

/** The slots that a missed run stands for, oldest first. */
export async function readRaisedSlots(db: Connection, runId: number): Promise<RaisedRow[]> {
  const { rows } = await sql<RaisedRow>`
    select m.job_id, coalesce(j.display_name, j.job_name) as job_name, c.id as customer_id, c.name as customer_name, m.slot_at, m.opens_at,
      m.window_ends_at, m.deadline_at, m.raised_at, m.withdrawn_at, m.in_a_row, m.explanation
    from missed_slots m join jobs j on j.id = m.job_id join customers c on c.id = j.customer_id
    where m.run_id = ${runId} order by m.slot_at, m.job_id limit 500
  `.execute(db)
  return rows
}

export type MissedRunHead = {
  job_id: number
  job_name: string
  customer_id: number
  customer_name: string
  status_text: string
  time_zone: string | null
  late_run_id: number | null
  late_run_at: string | null
}

/** A missed run; undefined when this run is none. */
export async function readMissedRun(db: Connection, runId: number): Promise<MissedRunHead | undefined> {
  const { rows } = await sql<MissedRunHead>`
    select r.job_id, coalesce(j.display_name, j.job_name) as job_name, c.id as customer_id, c.name as customer_name, r.status_text,
      coalesce(j.time_zone, c.time_zone) as time_zone, l.id as late_run_id, l.run_at as late_run_at
    from job_runs r join jobs j on j.id = r.job_id join customers c on c.id = j.customer_id left join job_runs l on l.id = r.late_run_id
    where r.id = ${runId} and r.missed
  `.execute(db)
  return rows[0]
}
