import { actorOf, os } from '../people/index.ts'
import { acceptSender } from './accept-sender.ts'
import { runById } from './run-detail.ts'

export const runsRoutes = os.runs.router({
  get: os.runs.get.handler(({ context, input }) => runById(context.world, input.id)),
  acceptSender: os.runs.acceptSender.handler(async ({ context, input }) => {
    await acceptSender(context.world, actorOf(context), input)
    return runById(context.world, input.id)
  }),
})
