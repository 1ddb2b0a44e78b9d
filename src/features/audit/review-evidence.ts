import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { isTimeZone } from '../../domain/local-time.ts'
import { csvLine } from '../../platform/csv.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from './audit.queries.ts'
import { readHead } from './chain.queries.ts'
import type { ChainedLog, ChainHead } from './chained-logs.ts'
import {
  countWaiting,
  type EvidenceCustomer,
  type EvidenceRow,
  newestEventId,
  readEvidence,
  readEvidenceCustomer,
} from './review-evidence.queries.ts'

type EvidenceWorld = Pick<World, 'db' | 'clock'>
export type EvidenceAsked = {
  customerId: number
  /** Local days, both of them included. */
  from: string
  to: string
  format: 'csv' | 'json'
  timeZone?: string | undefined
}

type Export = EvidenceAsked & {
  customer: EvidenceCustomer
  zone: string
  exportedAt: string
  head: ChainHead | null
}

const ROWS_AT_ONCE = 1000
const MOST_COUNTED = 10_000

/** Every review event of a customer's runs in a period as a file, read while it is sent; that it was taken out is noted in the audit log. `defaultZone` holds for customers without a zone of their own. */
export async function exportReviewEvidence(
  world: EvidenceWorld,
  actor: Actor,
  asked: EvidenceAsked,
  defaultZone: string,
): Promise<{ name: string; type: string; chunks: AsyncGenerator<string> }> {
  const { db, clock } = world
  const customer = await readEvidenceCustomer(db, asked.customerId)
  if (!customer) throw notFound('customer')
  const zone = asked.timeZone ?? customer.time_zone ?? defaultZone
  if (!isTimeZone(zone))
    throw new Refusal(
      'unknown_time_zone',
      `There is no time zone "${zone}"; something like Europe/Amsterdam.`,
      { status: 422 },
    )
  if (asked.from > asked.to)
    throw new Refusal('period_backwards', 'The first day lies after the last day of the period.', {
      status: 422,
    })
  const { customerId, from, to, format } = asked
  await recordAudit(
    db,
    clock(),
    actor,
    'evidence.exported',
    `Exported the review evidence of ${customer.name}, ${from} to ${to}.`,
    {
      customerId,
      from,
      to,
      format,
      timeZone: zone,
    },
  )
  const told: Export = {
    ...asked,
    customer,
    zone,
    exportedAt: clock(),
    head: await readHead(db, 'job_run_review_events'),
  }
  return {
    name: `review-evidence-${customerId}-${from}-${to}.${format}`,
    type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    chunks: format === 'csv' ? asCsv(told, pages(world, told)) : asJson(told, pages(world, told)),
  }
}

/** How far the chains reach. */
export async function evidenceState({ db }: Pick<World, 'db'>) {
  const of = async (log: ChainedLog) => {
    const head = await readHead(db, log)
    return {
      linked: head?.position ?? 0,
      waiting: await countWaiting(db, log, MOST_COUNTED),
      head: head?.hash ?? null,
    }
  }
  return { reviewEvents: await of('job_run_review_events'), auditLog: await of('audit_log') }
}

async function* pages(
  { db }: Pick<World, 'db'>,
  { customerId, from, to, zone }: Export,
): AsyncGenerator<EvidenceRow[]> {
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).toInstant().toString()
  const starts = startOf(Temporal.PlainDate.from(from))
  const ends = startOf(Temporal.PlainDate.from(to).add({ days: 1 }))
  const of = { customerId, starts, ends, newestId: await newestEventId(db) }
  let after: { at: string; id: number } | null = null
  for (;;) {
    const rows: EvidenceRow[] = await readEvidence(db, of, after, ROWS_AT_ONCE)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < ROWS_AT_ONCE) return
    after = { at: last.exact_at, id: last.id }
  }
}

async function* asCsv({ zone }: Export, rows: AsyncGenerator<EvidenceRow[]>): AsyncGenerator<string> {
  // Without this mark spreadsheets take UTF-8 for something else.
  yield `\uFEFF${csvLine([
    `At (${zone})`,
    'Who',
    'User id',
    'What',
    'Software',
    'Type',
    'Job',
    'Job id',
    `Run at (${zone})`,
    'Run id',
    'Status',
    'Status before',
    'Status after',
    `Reviewed before (${zone})`,
    `Reviewed after (${zone})`,
    'Batch',
    'Event id',
    'Position',
    'Previous hash',
    'Hash',
  ])}`
  for await (const page of rows) yield page.map((row) => csvLine(cellsOf(row, zone))).join('')
}

function cellsOf(row: EvidenceRow, zone: string): (string | number | null)[] {
  const { before_state: before, after_state: after } = row
  return [
    inZone(row.at, zone),
    row.user_name,
    row.user_id,
    row.action,
    row.backup_software,
    row.backup_type,
    row.job_name,
    row.job_id,
    inZone(row.run_at, zone),
    row.run_id,
    textIn(after, 'status'),
    textIn(before, 'effective_status'),
    textIn(after, 'effective_status'),
    inZone(textIn(before, 'reviewed_at'), zone),
    inZone(textIn(after, 'reviewed_at'), zone),
    row.batch_id,
    row.id,
    row.position,
    row.previous_hash,
    row.hash,
  ]
}

async function* asJson(told: Export, rows: AsyncGenerator<EvidenceRow[]>): AsyncGenerator<string> {
  const { customer, from, to, zone, exportedAt, head } = told
  const opening = JSON.stringify({
    kind: 'backupchecks_review_evidence',
    exportedAt: inZone(exportedAt, zone),
    customer: { id: customer.id, name: customer.name },
    from,
    to,
    timeZone: zone,
    chainHead: head,
  })
  yield `${opening.slice(0, -1)},"events":[`
  let isFirst = true
  for await (const page of rows) {
    const events = page.map((row) => `\n${JSON.stringify(eventOf(row, zone))}`).join(',')
    yield isFirst ? events : `,${events}`
    isFirst = false
  }
  yield '\n]}\n'
}

function eventOf(row: EvidenceRow, zone: string) {
  return {
    id: row.id,
    at: inZone(row.at, zone),
    who: row.user_name,
    userId: row.user_id,
    action: row.action,
    batchId: row.batch_id,
    job: { id: row.job_id, software: row.backup_software, type: row.backup_type, name: row.job_name },
    run: { id: row.run_id, at: inZone(row.run_at, zone) },
    before: row.before_state,
    after: row.after_state,
    position: row.position,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

function textIn(state: Record<string, unknown> | null, key: string): string | null {
  const value = state?.[key]
  return typeof value === 'string' ? value : null
}

/** Local time with its offset, to the second. */
function inZone(instant: string | null, zone: string): string | null {
  if (instant === null) return null
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })
}
