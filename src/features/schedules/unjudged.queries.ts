import { type Connection, sql } from '../../platform/db.ts'
import { OLDEST_DAYS } from './due.queries.ts'
import { NOT_WATCHED } from './job-facts.queries.ts'
import { ONLY_SOURCE, SOURCE_STATES } from './source-states.queries.ts'

export type UnjudgedRow = {
  id: number
  name: string
  kind: string
  enabled: boolean
  until: string | null
  jobs: number
}

/**
 * The sources that nobody imports by themselves, each with how many watched jobs have a run due that is not judged for that reason.
 * Jobs are only asked where there is such a source.
 */
export async function readUnjudged(db: Connection, now: string): Promise<UnjudgedRow[]> {
  const { rows } = await sql<UnjudgedRow>`
    with present as (select ${now}::timestamptz as now), state as materialized (${SOURCE_STATES}), only_source as (${ONLY_SOURCE}),
    resting as materialized (
      select o.id, o.name, o.kind, o.enabled, state.until from state join sources o on o.id = state.id
      where not state.held and (not o.enabled or (o.kind in ('graph', 'imap') and not o.auto_import)))
    select o.id, o.name, o.kind, o.enabled, o.until, count(*) as jobs
    from resting o join job_schedules s on coalesce(s.source_id, (select id from only_source)) = o.id
    join jobs j on j.id = s.job_id join customers c on c.id = j.customer_id
    where ${NOT_WATCHED} is null and exists (
      select from expected_runs e
      where e.job_id = s.job_id and e.state = 'open' and e.slot_at >= s.judged_from
        and e.deadline_at <= ${now} and e.deadline_at > ${now}::timestamptz - make_interval(days => ${OLDEST_DAYS})
        and (o.until is null or e.deadline_at >= o.until))
    group by o.id, o.name, o.kind, o.enabled, o.until order by jobs desc, o.name
  `.execute(db)
  return rows
}
