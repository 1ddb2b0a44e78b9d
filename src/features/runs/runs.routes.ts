import { os } from '../people/index.ts'
import { runById } from './run-detail.ts'

export const runsRoutes = os.runs.router({
  get: os.runs.get.handler(({ context, input }) => runById(context.world, input.id)),
})
