import { identityKey, senderKey } from '../../src/domain/identity.ts'
import { DAY } from '../../src/domain/schedule/units.ts'
import { type Database, sql } from '../../src/platform/db.ts'
import { copyIn } from './copy-in.ts'
import type { Customer, FleetJob, PlannedObject } from './fleet.ts'
import type { GroundTruth } from './ground-truth.ts'
import { NOW } from './scale.ts'

export const TECHNICIANS = ['anna', 'bram', 'chloe', 'daan', 'eva']
/** The one mailbox that all reports came through. */
export const SOURCE_ID = 100

type Fleet = { customers: readonly Customer[]; jobs: readonly FleetJob[]; objects: readonly PlannedObject[] }

/** Writes customers, technicians, the mailbox, and the jobs with their identities, objects and overrides. */
export async function writeFleet(
  db: Database,
  url: string,
  fleet: Fleet,
  truth: GroundTruth,
  firstRunAt: number,
): Promise<void> {
  const before = new Date(firstRunAt - DAY).toISOString()
  await sql`insert into users (id, username, display_name) overriding system value
    select n, name, initcap(name) from unnest(${TECHNICIANS}::text[]) with ordinality as t (name, n)`.execute(
    db,
  )
  await sql`insert into sources (id, kind, name, auto_import, last_complete_import_at) overriding system value
    values (${SOURCE_ID}, 'imap', 'Mailbox', true, ${new Date(NOW).toISOString()})`.execute(db)
  const customers = await copyIn(url, 'customers', ['id', 'name', 'active', 'receive_tag', 'created_at'])
  for (const { id, name, active } of fleet.customers) {
    await customers.write([id, name, active, `c${id}`, before])
    truth.customers.total++
    if (active) truth.customers.active++
  }
  await customers.end()
  await writeJobs(url, fleet.jobs, truth, before)
  await writeObjects(url, fleet.objects, truth, before)
}

async function writeJobs(
  url: string,
  jobs: readonly FleetJob[],
  truth: GroundTruth,
  before: string,
): Promise<void> {
  const rows = await copyIn(url, 'jobs', [
    'id',
    'customer_id',
    'backup_software',
    'backup_type',
    'job_name',
    'host',
    'archived_at',
    'created_at',
  ])
  const identities = await copyIn(url, 'job_identities', [
    'job_id',
    'from_address',
    'backup_software',
    'backup_type',
    'job_name',
    'host',
    'identity_key',
    'sender_key',
    'created_at',
  ])
  const overrides = await copyIn(url, 'overrides', [
    'id',
    'level',
    'job_id',
    'match_status',
    'valid_from',
    'comment',
    'created_at',
  ])
  for (const job of jobs) {
    const { software, type } = job.product
    const archivedAt = job.archived ? new Date((job.lastDay + 1) * DAY).toISOString() : null
    await rows.write([job.id, job.customer.id, software, type, job.name, job.host, archivedAt, before])
    const identity = identityOf(job)
    await identities.write([
      job.id,
      identity.fromAddress,
      software,
      type,
      job.name,
      job.host,
      identityKey(identity),
      senderKey(identity),
      before,
    ])
    if (job.overridden) {
      await overrides.write([job.id, 'object', job.id, 'warning', before, 'Known, and harmless.', before])
      truth.overrides++
    }
    truth.jobs.total++
    truth.jobs.bySoftware[software] = (truth.jobs.bySoftware[software] ?? 0) + 1
    if (job.archived) truth.jobs.archived++
    if (!job.customer.active) truth.jobs.ofInactiveCustomers++
  }
  await Promise.all([rows.end(), identities.end(), overrides.end()])
}

async function writeObjects(
  url: string,
  objects: readonly PlannedObject[],
  truth: GroundTruth,
  before: string,
): Promise<void> {
  const rows = await copyIn(url, 'customer_objects', [
    'id',
    'customer_id',
    'object_type',
    'name',
    'created_at',
  ])
  const links = await copyIn(url, 'job_object_links', [
    'job_id',
    'customer_object_id',
    'first_seen_at',
    'last_seen_at',
  ])
  const now = new Date(NOW).toISOString()
  for (const { id, customerId, jobId, type, name } of objects) {
    await rows.write([id, customerId, type, name, before])
    await links.write([jobId, id, before, now])
    truth.objects.total++
  }
  await Promise.all([rows.end(), links.end()])
}

/** By what a job's reports are known. */
export function identityOf(job: FleetJob) {
  return {
    fromAddress: `backup@customer-${job.customer.id}.example`,
    software: job.product.software,
    type: job.product.type,
    jobName: job.name,
    host: job.host,
    plusTag: null,
    subjectPrefix: null,
  }
}
