import { localClock } from '../../src/domain/schedule/local-clock.ts'
import { DAY, MINUTE } from '../../src/domain/schedule/units.ts'
import { refreshJobHealth } from '../../src/features/runs/index.ts'
import { sql } from '../../src/platform/db.ts'
import { customer } from './cast.ts'
import type { TestWorld } from './world.ts'

export const ZONE = 'Europe/Amsterdam'
const clock = localClock(ZONE)

/** The ISO instant of a local date and time in Amsterdam, such as 2026-11-09T22:00. */
export function local(time: string): string {
  return new Date(clock.toInstant(Date.parse(`${time}:00Z`))).toISOString()
}

/** A mailbox that reports come from; `at` is when its last complete import began. */
export async function mailbox(world: TestWorld, name = 'Mailbox', at: string | null = null): Promise<number> {
  const { id } = await world.db
    .insertInto('sources')
    .values({ kind: 'imap', name, auto_import: true, last_complete_import_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A listener that is up since one instant and gave its last sign of life at another. */
export async function listener(
  world: TestWorld,
  name: string,
  up: { since: string; seen: string },
): Promise<number> {
  const { id } = await world.db
    .insertInto('sources')
    .values({ kind: 'smtp', name, up_since: up.since, up_seen_at: up.seen })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The mailbox was imported completely: everything that lay there when the import began is in. */
export async function importedCompletely(
  world: TestWorld,
  sourceId: number,
  startedAt: string,
): Promise<void> {
  await world.db
    .insertInto('import_runs')
    .values({
      source_id: sourceId,
      trigger: 'automatic',
      started_at: startedAt,
      finished_at: new Date(Date.parse(startedAt) + MINUTE).toISOString(),
      complete: true,
    })
    .execute()
  await sql`update sources set last_complete_import_at = ${startedAt} where id = ${sourceId}`.execute(
    world.db,
  )
}

export type JobScene = {
  name: string
  sourceId: number
  customerId?: number
  software?: string
  type?: string
  columns?: Record<string, unknown>
  /** Local times of the runs. */
  runs?: readonly string[]
}

/** A job with runs that came from a source. */
export async function job(world: TestWorld, scene: JobScene): Promise<number> {
  const customerId = scene.customerId ?? (await customer(world, `Customer of ${scene.name}`))
  const { id } = await world.db
    .insertInto('jobs')
    .values({
      customer_id: customerId,
      backup_software: scene.software ?? 'Proxmox VE',
      backup_type: scene.type ?? 'vzdump',
      job_name: scene.name,
      created_at: local('2026-08-01T12:00'),
      ...scene.columns,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await arrive(world, { jobId: id, sourceId: scene.sourceId }, ...(scene.runs ?? []))
  return id
}

/** Runs of a job arrive at these local times. */
export async function arrive(
  world: TestWorld,
  { jobId, sourceId, ...more }: { jobId: number; sourceId: number } & Record<string, unknown>,
  ...times: readonly string[]
): Promise<number[]> {
  if (times.length === 0) return []
  return world.db.transaction().execute(async (tx) => {
    const rows = await tx
      .insertInto('job_runs')
      .values(
        times.map((time) => ({
          job_id: jobId,
          source_id: sourceId,
          run_at: local(time),
          status: 'success',
          effective_status: 'success',
          reviewed_at: local(time),
          ...more,
        })),
      )
      .returning('id')
      .execute()
    await refreshJobHealth(tx, new Map([[jobId, times.length]]))
    return rows.map((row) => row.id)
  })
}

/** Local times of one run a day over so many days before a date (that day not included), a few minutes after the time. */
export function nightly(
  before: string,
  days: number,
  time = '22:00',
  on: (weekday: number) => boolean = () => true,
): string[] {
  const end = Date.parse(`${before}T00:00Z`)
  return Array.from({ length: days }, (_, index) => end - (days - index) * DAY)
    .filter((day) => on(new Date(day).getUTCDay() || 7))
    .map((day, index) => {
      const late = Date.parse(`1970-01-01T${time}Z`) + (index % 4) * MINUTE
      return new Date(day + late).toISOString().slice(0, 16)
    })
}

/** The missed runs that there are, oldest first. */
export async function missedRuns(world: TestWorld) {
  const { rows } = await sql<{
    id: number
    job: string
    run_at: string
    missed_count: number
    status_text: string
    late_run_id: number | null
    reviewed_at: string | null
  }>`
    select r.id, j.job_name as job, r.run_at, r.missed_count, r.status_text, r.late_run_id, r.reviewed_at
    from job_runs r join jobs j on j.id = r.job_id where r.missed order by r.run_at, r.id
  `.execute(world.db)
  return rows
}

/** What became of a job's planned runs since a local time: the local hour and minute are rounded away. */
export async function planned(world: TestWorld, jobId: number, since: string) {
  const { rows } = await sql<{ day: string; state: string; excuse: string | null }>`
    select to_char(slot_at at time zone ${ZONE}, 'YYYY-MM-DD') as day, state, excuse from expected_runs
    where job_id = ${jobId} and slot_at >= ${local(since)} order by slot_at
  `.execute(world.db)
  return rows
}
