import { actorOf, os } from '../people/index.ts'
import { correctIdentity, identitiesOfJob, moveIdentity, removeIdentity } from './identities.ts'

export const jobIdentitiesRoutes = os.jobIdentities.router({
  list: os.jobIdentities.list.handler(({ context, input }) => identitiesOfJob(context.world, input.jobId)),
  update: os.jobIdentities.update.handler(({ context, input }) =>
    correctIdentity(context.world, actorOf(context), input),
  ),
  move: os.jobIdentities.move.handler(({ context, input }) =>
    moveIdentity(context.world, actorOf(context), input),
  ),
  remove: os.jobIdentities.remove.handler(async ({ context, input }) => {
    await removeIdentity(context.world, actorOf(context), input)
    return { ok: true } as const
  }),
})
