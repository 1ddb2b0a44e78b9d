import { sql } from '../../platform/db.ts'
import { LIVE_KINDS } from './job-facts.queries.ts'

/** An incident holds what it explains back for so long; then it is raised anyway. */
export const HELD_HOURS = 12
/** Mail servers that could not deliver try again within this time after a listener's silence ended. */
const RETRY_MINUTES = 30

/** What a killed process had taken is filed within minutes; a message that never can be must not keep its source from being judged. */
const UNFILED_HOURS = 24

/**
 * Until when each live source is complete and all that it brought is filed: a mailbox by the begin of its last complete import, a
 * listener by its last sign of life. `since`: from when on a listener was up without a break. Held: an incident explains what is missing.
 */
export const SOURCE_STATES = sql`
  select o.id, o.name, o.kind, o.kind in ('smtp', 'http') as is_pushed,
    case when o.kind in ('smtp', 'http') then o.up_since end as since,
    case when taken_in.until is not null then least(taken_in.until, (
      select min(w.created_at) from (
        select source_id, created_at from mail_messages where filed_at is null
        union all
        select source_id, created_at from mail_arrivals) w
      where w.source_id = o.id and w.created_at > present.now - make_interval(hours => ${UNFILED_HOURS}))) end as until,
    coalesce(i.opened_at > present.now - make_interval(hours => ${HELD_HOURS}), false)
      or (ended.closed_at is not null and case
        when o.kind in ('smtp', 'http') then ended.closed_at > present.now - make_interval(mins => ${RETRY_MINUTES})
        else not exists (select from import_runs r where r.source_id = o.id and r.complete and r.finished_at >= ended.closed_at) end) as held,
    i.id as incident_id, coalesce(i.opened_at <= present.now - make_interval(hours => ${HELD_HOURS}), false) as is_over
  from present, sources o
  left join lateral (
    select id, opened_at from ingest_incidents where source_id = o.id and closed_at is null order by opened_at limit 1) i on true
  left join lateral (
    select max(closed_at) as closed_at from ingest_incidents where source_id = o.id and cause = 'silent') ended on true
  cross join lateral (
    select greatest(
      case when o.kind in ('smtp', 'http') then o.up_seen_at else o.last_complete_import_at end,
      case when i.opened_at <= present.now - make_interval(hours => ${HELD_HOURS}) then present.now end) as until) taken_in
  where o.kind in ${LIVE_KINDS} and o.removed_at is null`

/** The only configured mailbox or listener: the source of jobs that had no run from a live one yet. */
export const ONLY_SOURCE = sql`
  select min(id) as id from sources
  where kind in ('graph', 'imap', 'smtp') and enabled and removed_at is null having count(*) = 1`
