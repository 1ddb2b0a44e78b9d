import { os, sessionIn } from '../people/index.ts'
import { liveEvents } from './live.ts'

export const liveRoutes = os.live.router({
  events: os.live.events.handler(({ context, signal }) =>
    liveEvents(context.world, sessionIn(context).activeRole, signal ?? new AbortController().signal),
  ),
})
