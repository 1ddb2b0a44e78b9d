import { actorOf, os } from '../people/index.ts'
import { changeOverride, createOverride, removeOverride, restoreOverride } from './change.ts'
import { markRuns, unmarkRuns } from './mark-runs.ts'
import { overrideById, overridesPage } from './overrides.ts'
import { previewOverride } from './preview.ts'

export const overridesRoutes = os.overrides.router({
  list: os.overrides.list.handler(({ context, input }) =>
    overridesPage(context.world, {
      ...input,
      state: input.state,
      customerId: input.customerId,
      jobId: input.jobId,
    }),
  ),
  get: os.overrides.get.handler(({ context, input }) => overrideById(context.world, input.id)),
  preview: os.overrides.preview.handler(({ context, input }) => previewOverride(context.world, input)),
  create: os.overrides.create.handler(({ context, input }) =>
    createOverride(context.world, actorOf(context), input),
  ),
  markRuns: os.overrides.markRuns.handler(({ context, input }) =>
    markRuns(context.world, actorOf(context), input),
  ),
  unmarkRuns: os.overrides.unmarkRuns.handler(({ context, input }) =>
    unmarkRuns(context.world, actorOf(context), input.overrideIds),
  ),
  update: os.overrides.update.handler(({ context, input }) =>
    changeOverride(context.world, actorOf(context), input),
  ),
  remove: os.overrides.remove.handler(({ context, input }) =>
    removeOverride(context.world, actorOf(context), input.id),
  ),
  restore: os.overrides.restore.handler(({ context, input }) =>
    restoreOverride(context.world, actorOf(context), input.id),
  ),
})
