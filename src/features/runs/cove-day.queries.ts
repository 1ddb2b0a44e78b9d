import { sql } from '../../platform/db.ts'

const COVE = 'Cove Data Protection'

/**
 * Whether a run `r` of a job `j` of a customer `c` comes after the first complete success of its job on its local day, in the
 * job's zone: a success with objects, all of them successes, reviewed or not (product.md section 9). `zone` is that of the settings.
 */
export function afterCoveSuccess(zone: string) {
  return sql`(j.backup_software = ${COVE} and exists (
    select from job_runs e
    where e.job_id = r.job_id and e.status = 'success'
      and e.run_at >= date_trunc('day', r.run_at, coalesce(j.time_zone, c.time_zone, ${zone}))
      and (e.run_at, e.id) < (r.run_at, r.id)
      and exists (select from run_object_links l where l.run_id = e.id)
      and not exists (select from run_object_links l where l.run_id = e.id and l.status <> 'success')))`
}
