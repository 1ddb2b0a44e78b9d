import type { ScheduleRow } from './schedule-page.queries.ts'

/** The zone that counts for a job, and who says so. */
export function zoneOf(row: Pick<ScheduleRow, 'job_zone' | 'customer_zone'>, settings: string) {
  if (row.job_zone !== null) return { name: row.job_zone, from: 'job' as const }
  if (row.customer_zone !== null) return { name: row.customer_zone, from: 'customer' as const }
  return { name: settings, from: 'settings' as const }
}

/** The grace that counts for a job, and who says so. */
export function graceOf(row: Pick<ScheduleRow, 'job_grace' | 'customer_grace'>, settings: number) {
  if (row.job_grace !== null) return { minutes: row.job_grace, from: 'job' as const }
  if (row.customer_grace !== null) return { minutes: row.customer_grace, from: 'customer' as const }
  return { minutes: settings, from: 'settings' as const }
}
