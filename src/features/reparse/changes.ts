import type { z } from 'zod'
import { type changeRowSchema, type changeSchema, readingSchema } from '../../../contract/reparse.ts'
import type { World } from '../../app/world.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound } from '../../platform/refusal.ts'
import { type ChangeRow, countChanges, listChanges, readChange, readFiledRuns } from './changes.queries.ts'
import type { ChangeKind } from './compare.ts'
import { readPreview } from './previews.queries.ts'

/** A page of what a preview found, newest message first. */
export async function changesPage(
  { db }: Pick<World, 'db'>,
  query: {
    id: number
    after?: string | undefined
    limit: number
    kind?: ChangeKind | undefined
    conflicts: boolean
  },
) {
  if (!(await readPreview(db, query.id))) throw notFound('preview')
  const filter = { kind: query.kind, conflicts: query.conflicts }
  const cursor = decodeCursor(query.after, 1)
  const found = await listChanges(db, query.id, filter, cursor ? Number(cursor[0]) : null, query.limit + 1)
  const { rows, next } = cutPage(found, query.limit, (row) => [row.mail_message_id])
  return { rows: rows.map(onTheWire), next, total: await countChanges(db, query.id, filter) }
}

/** One message as it was read and as it would be read, with the runs that it made. */
export async function changeOfMessage(
  { db }: Pick<World, 'db'>,
  previewId: number,
  messageId: number,
): Promise<z.infer<typeof changeSchema>> {
  const row = await readChange(db, previewId, messageId)
  if (!row) throw notFound('change')
  const runs = await readFiledRuns(db, messageId)
  return {
    ...onTheWire(row),
    before: readingSchema.parse(row.before),
    after: readingSchema.parse(row.after),
    moreObjects: row.more_objects,
    filed: runs.map((run) => ({
      runId: run.id,
      resultKey: run.result_key,
      runAt: run.run_at,
      status: run.status,
      effectiveStatus: run.effective_status,
      reviewed: run.reviewed,
      job: {
        id: run.job_id,
        name: run.job_name,
        customer: { id: run.customer_id, name: run.customer_name },
      },
    })),
  }
}

function onTheWire(row: ChangeRow): z.infer<typeof changeRowSchema> {
  return {
    messageId: row.mail_message_id,
    kind: row.kind,
    fromAddress: row.from_address,
    subject: row.subject,
    receivedAt: row.received_at,
    location: row.location,
    parsedFrom: row.parsed_from,
    statusBefore: row.status_before,
    statusAfter: row.status_after,
    jobNameBefore: row.job_name_before,
    jobNameAfter: row.job_name_after,
    parserBefore: row.parser_before,
    parserAfter: row.parser_after,
    runs: row.run_count,
    reviewedRuns: row.reviewed_run_count,
    conflict:
      row.rival_parser_id === null
        ? null
        : { parserId: row.rival_parser_id, draftWins: row.draft_wins ?? false },
  }
}
