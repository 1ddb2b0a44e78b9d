import { os, sessionIn } from '../people/index.ts'
import { changeView, createView, removeView, savePreferences, viewsOf } from './queue-views.ts'

export const queueViewsRoutes = os.queueViews.router({
  list: os.queueViews.list.handler(({ context }) => viewsOf(context.world, sessionIn(context).userId)),
  create: os.queueViews.create.handler(({ context, input }) =>
    createView(context.world, sessionIn(context).userId, input),
  ),
  update: os.queueViews.update.handler(({ context, input }) =>
    changeView(context.world, sessionIn(context).userId, input),
  ),
  remove: os.queueViews.remove.handler(async ({ context, input }) => {
    await removeView(context.world, sessionIn(context).userId, input.id)
    return { ok: true } as const
  }),
  savePreferences: os.queueViews.savePreferences.handler(({ context, input }) =>
    savePreferences(context.world, sessionIn(context).userId, input),
  ),
})
