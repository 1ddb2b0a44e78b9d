import { randomBytes } from 'node:crypto'
import type { Status } from '../../src/domain/status.ts'
import { createRuns } from '../../src/features/runs/index.ts'
import { sql } from '../../src/platform/db.ts'
import { customer } from './cast.ts'
import type { TestWorld } from './world.ts'

/** What a report says about a run. */
export type Told = {
  at: string
  status: Status
  text?: string
  remark?: string
  objects?: readonly { name: string; status: Status; message?: string }[]
}

/** A job of a customer of its own. */
export async function toldJob(
  world: TestWorld,
  name: string,
  kind: { software: string; type: string } = { software: 'Veeam', type: 'Backup Job' },
): Promise<number> {
  const { id } = await world.db
    .insertInto('jobs')
    .values({
      customer_id: await customer(world, `Customer of ${name}`),
      backup_software: kind.software,
      backup_type: kind.type,
      job_name: name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Makes runs of a job of what its reports said, as filing does; returns their ids in the given order. */
export async function tell(world: TestWorld, jobId: number, ...told: readonly Told[]): Promise<number[]> {
  const sourceId = await uploadSource(world)
  return world.db.transaction().execute(async (tx) => {
    const { rows: mails } = await sql<{ id: number }>`
      insert into mail_messages (source_id, content_hash, received_at, received_at_origin, raw_size, location, filed_at)
      select ${sourceId}, decode(h, 'hex'), now(), 'arrival', 1, 'processed', now()
      from unnest(${told.map(() => randomBytes(32).toString('hex'))}::text[]) h returning id`.execute(tx)
    const runs = await createRuns(
      tx,
      told.map((one, index) => ({
        jobId,
        mailMessageId: mails[index]?.id ?? 0,
        sourceId,
        sourceType: null,
        runAt: one.at,
        sender: { kind: 'unknown' as const },
        parserId: null,
        parserVersion: null,
        result: resultOf(one),
      })),
      { now: world.clock(), timeZone: 'Europe/Amsterdam', historyAfterDays: 60 },
    )
    const byMail = new Map(runs.map((run) => [run.mail_message_id, run.id]))
    return mails.map(({ id }) => byMail.get(id) ?? 0)
  })
}

function resultOf({ status, text = '', remark, objects = [] }: Told) {
  return {
    key: '',
    software: '',
    type: '',
    jobName: '',
    host: null,
    subjectPrefix: null,
    companyName: null,
    status,
    statusText: text,
    objects: objects.map(({ message, ...object }) => ({
      ...object,
      type: null,
      message: message ?? null,
      startedAt: null,
      endedAt: null,
      sizeBytes: null,
      transferredBytes: null,
    })),
    startedAt: null,
    endedAt: null,
    totalBytes: null,
    transferredBytes: null,
    remark: remark ?? null,
    kind: null,
    isRetry: false,
    informational: false,
    isCheck: false,
  }
}

async function uploadSource(world: TestWorld): Promise<number> {
  await sql`insert into sources (kind, name) values ('upload', 'Told') on conflict do nothing`.execute(
    world.db,
  )
  const row = await world.db.selectFrom('sources').select('id').where('name', '=', 'Told').executeTakeFirst()
  return row?.id ?? 0
}

/** Many failed runs of a job at once, one a minute back from an instant; without objects, with health as filing leaves it. */
export async function manyFailures(
  world: TestWorld,
  jobId: number,
  count: number,
  newest: string,
  text: string,
): Promise<void> {
  await sql`
    insert into job_runs (job_id, run_at, status, effective_status, status_text)
    select ${jobId}, ${newest}::timestamptz - n * interval '1 minute', 'failed', 'failed', ${text} from generate_series(0, ${count - 1}) n
  `.execute(world.db)
}
