import { sql } from '../../platform/db.ts'

const COVE = 'Cove Data Protection'

/**
 * Whether a run `r` of a job `j` of a customer `c` comes after the first complete success of its job on its local day, in the
 * job's zone: a success with objects, all of them successes, reviewed or not (product.md section 9). `zone` is that of the settings.
 * The span is written as it is because of a pair's comparison the planner thinks too little: it read the runs of all jobs of the day for each.
 */
export function afterCoveSuccess(zone: string) {
  return sql`(j.backup_software = ${COVE} and exists (
    select from job_runs e
    where e.job_id = r.job_id and e.status = 'success'
      and e.run_at between date_trunc('day', r.run_at, coalesce(j.time_zone, c.time_zone, ${zone})) and r.run_at
      and (e.run_at < r.run_at or e.id < r.id)
      and exists (select from run_object_links l where l.run_id = e.id)
      and not exists (select from run_object_links l where l.run_id = e.id and l.status <> 'success')))`
}
