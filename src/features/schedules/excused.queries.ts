import { type Connection, sql } from '../../platform/db.ts'

/** When nothing was expected of a job: days since 1970-01-01 of its zone, and epoch milliseconds, first and last. */
export type ExcusedTimes = { holidays: [number, number][]; windows: [number, number][] }

const DAYS_BACK = 180

/** The holidays and maintenance of the last half year of those of these jobs that had any. */
export async function readExcused(
  db: Connection,
  jobIds: readonly number[],
  now: string,
): Promise<Map<number, ExcusedTimes>> {
  const { rows } = await sql<ExcusedTimes & { job_id: number }>`
    with past as (select ${now}::timestamptz - make_interval(days => ${DAYS_BACK}) as begins, ${now}::timestamptz as ends)
    select j.id as job_id, coalesce(h.days, '[]') as holidays, coalesce(w.times, '[]') as windows
    from past, jobs j join customers c on c.id = j.customer_id
    left join lateral (
      select json_agg(json_build_array(y.first_day - date '1970-01-01', y.last_day - date '1970-01-01')) as days
      from holidays y
      where y.calendar_id = c.holiday_calendar_id and y.last_day >= past.begins::date and y.first_day <= past.ends::date + 1) h on true
    left join lateral (
      select json_agg(json_build_array(
        (extract(epoch from greatest(m.starts_at, past.begins)) * 1000)::bigint, (extract(epoch from least(m.ends_at, past.ends)) * 1000)::bigint)) as times
      from maintenance_windows m
      where (m.job_id = j.id or m.customer_id = j.customer_id) and m.ends_at >= past.begins and m.starts_at <= past.ends) w on true
    where j.id = any(${[...jobIds]}) and (h.days is not null or w.times is not null)
  `.execute(db)
  return new Map(rows.map(({ job_id, holidays, windows }) => [job_id, { holidays, windows }]))
}
