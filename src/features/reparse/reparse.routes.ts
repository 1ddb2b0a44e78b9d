import { actorOf, os } from '../people/index.ts'
import { changeOfMessage, changesPage } from './changes.ts'
import {
  applyPreview,
  cancelPreview,
  previewById,
  previewsPage,
  startPreview,
  storedReaders,
} from './previews.ts'
import { acceptProposal, declineProposal, proposalsPage } from './proposals.ts'

const OK = { ok: true } as const

export const reparseRoutes = os.reparse.router({
  readers: os.reparse.readers.handler(({ context }) => storedReaders(context.world)),
  start: os.reparse.start.handler(async ({ context, input }) => ({
    id: await startPreview(context.world, actorOf(context), input.scope),
  })),
  list: os.reparse.list.handler(({ context, input }) => previewsPage(context.world, input)),
  get: os.reparse.get.handler(({ context, input }) => previewById(context.world, input.id)),
  cancel: os.reparse.cancel.handler(async ({ context, input }) => {
    await cancelPreview(context.world, input.id)
    return OK
  }),
  apply: os.reparse.apply.handler(async ({ context, input }) => {
    await applyPreview(context.world, actorOf(context), input.id)
    return OK
  }),
  changes: os.reparse.changes.handler(({ context, input }) => changesPage(context.world, input)),
  change: os.reparse.change.handler(({ context, input }) =>
    changeOfMessage(context.world, input.id, input.messageId),
  ),
  proposals: os.reparse.proposals.handler(({ context, input }) => proposalsPage(context.world, input)),
  acceptProposal: os.reparse.acceptProposal.handler(({ context, input }) =>
    acceptProposal(context.world, actorOf(context), input.id),
  ),
  declineProposal: os.reparse.declineProposal.handler(async ({ context, input }) => {
    await declineProposal(context.world, actorOf(context), input.id)
    return OK
  }),
})
