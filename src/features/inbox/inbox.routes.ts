import { mailsInUpload } from '../../sources/upload/index.ts'
import { importFiles } from '../ingest/index.ts'
import { actorOf, os } from '../people/index.ts'
import { approve } from './approve.ts'
import {
  acceptProbable,
  bulkApprove,
  deleteMessages,
  inboxPage,
  messageDetail,
  restoreMessages,
} from './inbox.ts'
import { onTheWireDetail, onTheWireRow } from './inbox.wire.ts'
import { reparseMessages, reparseNext } from './reparse-inbox.ts'

export const inboxRoutes = os.inbox.router({
  list: os.inbox.list.handler(async ({ context, input }) => {
    const page = await inboxPage(context.world, input)
    return { ...page, rows: page.rows.map(onTheWireRow) }
  }),
  get: os.inbox.get.handler(async ({ context, input }) =>
    onTheWireDetail(await messageDetail(context.world, input.id)),
  ),
  upload: os.inbox.upload.handler(async ({ context, input }) => {
    const bytes = new Uint8Array(await input.file.arrayBuffer())
    const from = { source: 'Upload', trigger: 'upload', userId: actorOf(context).userId } as const
    const tally = await importFiles(context.world, from, mailsInUpload(input.file.name, bytes))
    return { ...tally, fileName: input.file.name }
  }),
  approve: os.inbox.approve.handler(async ({ context, input }) => {
    const { jobs, runs, historyRuns, sweptMessages, leftInbox } = await approve(
      context.world,
      actorOf(context),
      input,
    )
    return { jobs, runs, historyRuns, sweptMessages, leftInbox }
  }),
  bulkApprove: os.inbox.bulkApprove.handler(({ context, input }) =>
    bulkApprove(context.world, actorOf(context), input),
  ),
  acceptProbable: os.inbox.acceptProbable.handler(({ context, input }) =>
    acceptProbable(context.world, actorOf(context), input.ids),
  ),
  remove: os.inbox.remove.handler(({ context, input }) =>
    deleteMessages(context.world, actorOf(context), input.ids),
  ),
  restore: os.inbox.restore.handler(({ context, input }) =>
    restoreMessages(context.world, actorOf(context), input.ids),
  ),
  reparse: os.inbox.reparse.handler(({ context, input }) =>
    reparseMessages(context.world, actorOf(context), input.ids),
  ),
  reparseBatch: os.inbox.reparseBatch.handler(async ({ context, input }) => {
    const { processed, parsedOk, autoApproved, noMatch, errors, total, lastId, done } = await reparseNext(
      context.world,
      actorOf(context),
      { lastId: input.last_id ?? null, total: input.total ?? null, batchSize: input.batch_size },
    )
    return {
      processed,
      total,
      parsed_ok: parsedOk,
      auto_approved: autoApproved,
      no_match: noMatch,
      errors,
      last_id: lastId,
      done,
    }
  }),
})
