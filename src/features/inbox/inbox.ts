import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { isIndistinct } from '../../domain/identity.ts'
import { isHistory } from '../../domain/receipt.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { publish } from '../../platform/live.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { recordAudit } from '../audit/index.ts'
import { type IngestWorld, identityOf, processWaiting } from '../ingest/index.ts'
import { readSettings } from '../settings/index.ts'
import { approve, type Decision } from './approve.ts'
import {
  countInboxMatches,
  deleteFromInbox,
  type InboxListRow,
  listInbox,
  readMessage,
  readProbableResults,
  readResultStates,
  undeleteMessages,
} from './inbox.queries.ts'
import { suggestionFor } from './suggest.ts'

type InboxWorld = Pick<World, 'db' | 'clock'>
export type RefusedItem = { id: number; reason: string }

/** A page of the Inbox with its total. */
export async function inboxPage(
  { db, clock }: InboxWorld,
  query: {
    after?: string | undefined
    limit: number
    q?: string | undefined
    software?: string | undefined
    parseState?: string | undefined
    from?: string | undefined
    parser?: string | undefined
    unreadOf?: string | undefined
  },
) {
  const settings = await readSettings({ db })
  const filter = {
    patterns: searchPatterns(query.q),
    software: query.software,
    parseState: query.parseState,
    from: query.from,
    parser: query.parser,
    unreadOf: query.unreadOf,
  }
  const cursor = decodeCursor(query.after, 2)
  const after = cursor ? { receivedAt: String(cursor[0]), id: Number(cursor[1]) } : null
  const found = await listInbox(db, filter, after, query.limit + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.received_at, row.id])
  const total = await countInboxMatches(db, filter)
  return { rows: rows.map((row) => listItem(row, clock(), settings.history_after_days)), next, total }
}

/** One message with its results, where each stands, and who it is likely from. */
export async function messageDetail({ db, clock }: InboxWorld, id: number) {
  const message = await readMessage(db, id)
  if (!message) throw notFound('message')
  const settings = await readSettings({ db })
  const states = new Map((await readResultStates(db, id)).map((state) => [state.result_key, state]))
  const results = await Promise.all(
    (message.parsed ?? []).map(async (result) => {
      const state = states.get(result.key)
      return {
        ...result,
        state: state?.state ?? ('open' as const),
        probableJob: state ? probableJobOf(state) : null,
        suggestion: await suggestionFor(db, message, result),
        indistinctRelay: isIndistinct(identityOf(message, result)),
      }
    }),
  )
  return { message, results, isHistory: isHistory(message.received_at, clock(), settings.history_after_days) }
}

/** Approves each message that has exactly one open result to one customer, under its reported name. */
export async function bulkApprove(
  world: InboxWorld,
  actor: Actor,
  input: { ids: readonly number[]; customerId: number },
) {
  return approveEach(world, actor, input.ids, async (id) => {
    const message = await readMessage(world.db, id)
    if (message?.location !== 'inbox') return null
    const [result, another] = message.parsed ?? []
    if (!result)
      throw new Refusal('not_readable', 'No parser could read this message; it cannot be approved.')
    if (another)
      throw new Refusal('several_results', 'This report has several results; open it to decide about each.')
    return [
      { key: result.key, action: { kind: 'new job', customerId: input.customerId, jobName: result.jobName } },
    ]
  })
}

/** Accepts "probably job X" for every message of a selection that carries such a suggestion. */
export async function acceptProbable(world: InboxWorld, actor: Actor, ids: readonly number[]) {
  return approveEach(world, actor, ids, async (id) => {
    const results = await readProbableResults(world.db, [id])
    if (results.length === 0) return null
    const decisions = results.flatMap((result): Decision[] =>
      result.probable_job_id === null
        ? []
        : [{ key: result.result_key, action: { kind: 'existing job', jobId: result.probable_job_id } }],
    )
    if (decisions.length === 0)
      throw new Refusal('no_suggestion', 'There is no suggested job for this message.')
    return decisions
  })
}

/** Deletes messages of the Inbox; they can be restored. */
export async function deleteMessages({ db, clock }: InboxWorld, actor: Actor, ids: readonly number[]) {
  const deleted = await db.transaction().execute(async (tx) => {
    const gone = await deleteFromInbox(tx, ids, clock())
    if (gone.length === 0) return gone
    const message = `Deleted ${gone.length} messages from the Inbox`
    await recordAudit(tx, clock(), actor, 'messages deleted', message, { ids: gone })
    await publish(tx, 'inbox')
    return gone
  })
  const refused = ids
    .filter((id) => !deleted.includes(id))
    .map((id) => ({ id, reason: 'No longer in the Inbox.' }))
  return { deleted, refused }
}

/** Puts deleted messages back: into the Inbox, or straight to their job where there is one by now. */
export async function restoreMessages(world: IngestWorld, actor: Actor, ids: readonly number[]) {
  const restored = await world.db.transaction().execute(async (tx) => {
    const back = await undeleteMessages(tx, ids)
    if (back.length === 0) return back
    const message = `Restored ${back.length} messages`
    await recordAudit(tx, world.clock(), actor, 'messages restored', message, { ids: back })
    await publish(tx, 'inbox')
    return back
  })
  await processWaiting(world)
  return { restored: restored.length }
}

/** Approves message after message, each in its own transaction; what an earlier one swept away is no error. */
async function approveEach(
  world: InboxWorld,
  actor: Actor,
  ids: readonly number[],
  decide: (id: number) => Promise<Decision[] | null>,
) {
  const sum = { approved: 0, runs: 0, sweptMessages: 0, refused: [] as RefusedItem[] }
  for (const id of ids) {
    try {
      const decisions = await decide(id)
      if (!decisions) continue
      const done = await approve(world, actor, { id, decisions, acceptIndistinctRelay: false })
      sum.approved += 1
      sum.runs += done.runs
      sum.sweptMessages += done.sweptMessages
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      sum.refused.push({ id, reason: error.message })
    }
  }
  return sum
}

function listItem(row: InboxListRow, now: string, historyAfterDays: number) {
  const several = row.result_count > 1
  return {
    ...row,
    job_name: several ? null : row.job_name,
    isHistory: isHistory(row.received_at, now, historyAfterDays),
    probableJob: probableJobOf(row),
  }
}

function probableJobOf(row: {
  probable_job_id: number | null
  probable_job_name: string | null
  probable_customer_id: number | null
  probable_customer_name: string | null
}) {
  if (row.probable_job_id === null || row.probable_customer_id === null) return null
  return {
    id: row.probable_job_id,
    name: row.probable_job_name ?? '',
    customer: { id: row.probable_customer_id, name: row.probable_customer_name ?? '' },
  }
}
