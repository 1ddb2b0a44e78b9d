import type { Connection } from '../../platform/db.ts'

/** The id of a built-in source. */
export async function sourceNamed(db: Connection, name: string): Promise<number> {
  return (await db.selectFrom('sources').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
}

/** Notes that an import began; returns its id. */
export async function startImportRun(
  db: Connection,
  run: {
    sourceId: number
    trigger: 'manual' | 'automatic' | 'upload' | 'command'
    userId: number | null
    at: string
  },
): Promise<number> {
  const { id } = await db
    .insertInto('import_runs')
    .values({
      source_id: run.sourceId,
      trigger: run.trigger,
      started_by_user_id: run.userId,
      started_at: run.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Notes how an import ended. */
export async function finishImportRun(
  db: Connection,
  id: number,
  result: {
    fetched: number
    newMessages: number
    duplicates: number
    parsed: number
    autoApproved: number
    leftInInbox: number
    errors: number
    complete: boolean
    error: string | null
  },
  at: string,
): Promise<void> {
  await db
    .updateTable('import_runs')
    .set({
      finished_at: at,
      complete: result.complete,
      fetched: result.fetched,
      new_messages: result.newMessages,
      duplicates: result.duplicates,
      parsed: result.parsed,
      auto_approved: result.autoApproved,
      left_in_inbox: result.leftInInbox,
      errors: result.errors,
      error: result.error,
    })
    .where('id', '=', id)
    .execute()
}
