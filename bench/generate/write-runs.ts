import { createHash } from 'node:crypto'
import { DAY, HOUR, MINUTE } from '../../src/domain/schedule/units.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { type CopyIn, copyIn } from './copy-in.ts'
import { instantOf, localDayOf } from './days.ts'
import type { FleetJob } from './fleet.ts'
import { DAYS_IN_DETAIL, type GroundTruth, tallyInto } from './ground-truth.ts'
import { type History, type PlannedRun, runsByDay } from './runs.ts'
import { NOW } from './scale.ts'
import { chooseUnreviewed } from './unreviewed.ts'
import { identityOf, SOURCE_ID, TECHNICIANS } from './write-fleet.ts'

/** The messages of so many days are kept; older runs speak for themselves. */
const DAYS_WITH_MAILS = 70

const COLUMNS = {
  job_runs: [
    'id',
    'job_id',
    'mail_message_id',
    'source_id',
    'run_at',
    'started_at',
    'ended_at',
    'status',
    'effective_status',
    'status_text',
    'total_bytes',
    'missed',
    'missed_count',
    'override_id',
    'overridden_at',
    'reviewed_at',
    'reviewed_by_user_id',
    'parser_id',
    'parser_version',
    'created_at',
  ],
  run_object_links: [
    'run_id',
    'customer_object_id',
    'position',
    'status',
    'message',
    'observed_at',
    'size_bytes',
  ],
  mail_messages: [
    'id',
    'source_id',
    'source_ref',
    'message_id',
    'content_hash',
    'from_address',
    'subject',
    'sent_at',
    'received_at',
    'received_at_origin',
    'text_body',
    'raw_size',
    'location',
    'job_id',
    'parse_state',
    'parser_id',
    'parser_version',
    'parsed',
    'parsed_at',
    'parsed_from',
    'filed_at',
    'created_at',
  ],
  expected_runs: ['job_id', 'slot_at', 'opens_at', 'closes_at', 'deadline_at', 'kind', 'state', 'arrived_at'],
  missed_slots: [
    'job_id',
    'slot_at',
    'run_id',
    'opens_at',
    'window_ends_at',
    'deadline_at',
    'explanation',
    'raised_at',
  ],
} as const

type Streams = Record<keyof typeof COLUMNS, CopyIn>

/** Writes the runs of a history with their objects, messages and slots, oldest first, and counts them into the truth. */
export async function writeRuns(
  url: string,
  jobs: readonly FleetJob[],
  history: History,
  of: { truth: GroundTruth; unreviewed: number; random: SeededRandom },
): Promise<void> {
  const tables = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]
  const opened = await Promise.all(
    tables.map(async (table) => [table, await copyIn(url, table, COLUMNS[table])] as const),
  )
  const streams = Object.fromEntries(opened) as Streams
  const write = runWriter(streams, of)
  const firstKept = localDayOf(NOW) - DAYS_IN_DETAIL
  const kept: PlannedRun[] = []
  for (const { day, runs } of runsByDay(jobs, history, of.random)) {
    if (day >= firstKept) kept.push(...runs)
    else for (const run of runs) await write(run, true)
  }
  const unreviewed = chooseUnreviewed(kept, of.unreviewed)
  for (const run of kept) await write(run, !unreviewed.has(run))
  await Promise.all(opened.map(([, stream]) => stream.end()))
}

function runWriter(
  streams: Streams,
  { truth, random }: { truth: GroundTruth; random: SeededRandom },
): (run: PlannedRun, isReviewed: boolean) => Promise<void> {
  const tally = tallyInto(truth)
  const today = localDayOf(NOW)
  const firstMail = today - DAYS_WITH_MAILS
  const firstSlot = today - DAYS_IN_DETAIL
  let id = 0
  return async (run, isReviewed) => {
    const { job, status } = run
    id++
    const day = localDayOf(run.dueAt)
    const effective = status === 'warning' && job.overridden ? 'success' : status
    const hasMail = status !== 'missed' && day > firstMail
    const at = iso(run.at)
    tally(run, effective, isReviewed)
    await streams.job_runs.write([
      id,
      job.id,
      hasMail ? id : null,
      status === 'missed' ? null : SOURCE_ID,
      at,
      status === 'missed' ? null : iso(run.at - 40 * MINUTE),
      status === 'missed' ? null : iso(run.at - MINUTE),
      status,
      effective,
      statusText(run),
      status === 'missed' ? null : 50_000_000_000 + random.below(1_000_000) * 1000,
      status === 'missed',
      status === 'missed' ? 1 : 0,
      effective === status ? null : job.id,
      effective === status ? null : at,
      isReviewed ? iso(reviewedAt(run.at, random)) : null,
      isReviewed ? 1 + (job.customer.id % TECHNICIANS.length) : null,
      status === 'missed' ? null : job.product.parserId,
      status === 'missed' ? null : 1,
      at,
    ])
    if (status === 'missed') await writeMissed(streams, run, id)
    else await writeObjects(streams, run, id, truth, random)
    if (hasMail) await writeMail(streams, run, id, truth)
    if (day > firstSlot) await writeSlot(streams, run)
  }
}

async function writeObjects(
  streams: Streams,
  run: PlannedRun,
  id: number,
  truth: GroundTruth,
  random: SeededRandom,
): Promise<void> {
  const { objects, product } = run.job
  const troubled = run.status === 'success' ? -1 : random.below(objects.length || 1)
  const at = iso(run.at)
  for (const [position, objectId] of objects.entries()) {
    const isTroubled = position === troubled && run.status !== 'success' && run.status !== 'missed'
    const status = isTroubled ? (run.status as 'warning' | 'failed') : 'success'
    const message = isTroubled ? (run.status === 'failed' ? product.worse : product.bad) : null
    await streams.run_object_links.write([
      id,
      objectId,
      position,
      status,
      message,
      at,
      1_000_000_000 + random.below(1000) * 1_000_000,
    ])
    truth.objects.ofRuns++
    truth.objects.ofRunsByStatus[status] = (truth.objects.ofRunsByStatus[status] ?? 0) + 1
  }
}

async function writeMail(streams: Streams, run: PlannedRun, id: number, truth: GroundTruth): Promise<void> {
  const { job, status } = run
  const at = iso(run.at)
  const subject = `[${status}] ${job.name}`
  await streams.mail_messages.write([
    id,
    SOURCE_ID,
    `1:${id}`,
    `<${id}@mail.customer-${job.customer.id}.example>`,
    `\\x${createHash('sha256').update(String(id)).digest('hex')}`,
    identityOf(job).fromAddress,
    subject,
    at,
    at,
    'source',
    `${subject}\n${statusText(run)}\nAt ${at}`,
    900,
    'processed',
    job.id,
    'parsed',
    job.product.parserId,
    1,
    '[]',
    at,
    'raw',
    at,
    at,
  ])
  truth.mails.filed++
}

async function writeSlot(streams: Streams, run: PlannedRun): Promise<void> {
  const { job, dueAt, status } = run
  const [opens, closes, deadline] = windowOf(dueAt)
  const came = status !== 'missed'
  await streams.expected_runs.write([
    job.id,
    iso(dueAt),
    opens,
    closes,
    deadline,
    'slot',
    came ? 'came' : 'missed',
    came ? iso(run.at) : null,
  ])
}

async function writeMissed(streams: Streams, { job, dueAt }: PlannedRun, id: number): Promise<void> {
  const [opens, closes, deadline] = windowOf(dueAt)
  await streams.missed_slots.write([
    job.id,
    iso(dueAt),
    id,
    opens,
    closes,
    deadline,
    '{"kind":"slot"}',
    deadline,
  ])
}

function windowOf(dueAt: number): [string, string, string] {
  return [iso(dueAt - 30 * MINUTE), iso(dueAt + 30 * MINUTE), iso(dueAt + 150 * MINUTE)]
}

/** In the morning of the next working day, between eight and eleven. */
function reviewedAt(at: number, random: SeededRandom): number {
  const day = localDayOf(at + 12 * HOUR)
  const weekday = new Date(day * DAY).getUTCDay()
  const workday = day + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
  const morning = instantOf(workday, 8 * 60 + random.below(180))
  return Math.min(Math.max(morning, at + MINUTE), NOW - MINUTE)
}

function statusText({ job, status }: PlannedRun): string {
  switch (status) {
    case 'success':
      return 'Success'
    case 'warning':
      return job.product.bad
    case 'failed':
      return job.product.worse
    case 'missed':
      return 'No report came'
  }
}

const iso = (instant: number) => new Date(instant).toISOString()
