import { restoreMessages } from '../inbox/index.ts'
import { actorOf, os } from '../people/index.ts'
import { deletedMailsPage, purgeDeleted } from './deleted-mails.ts'

export const deletedMailsRoutes = os.deletedMails.router({
  list: os.deletedMails.list.handler(({ context, input }) => deletedMailsPage(context.world, input)),
  restore: os.deletedMails.restore.handler(({ context, input }) =>
    restoreMessages(context.world, actorOf(context), input.ids),
  ),
  purge: os.deletedMails.purge.handler(({ context, input }) =>
    purgeDeleted(context.world, actorOf(context), input.which, input.typed),
  ),
})
