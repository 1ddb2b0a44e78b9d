import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { type Access, ADMINS, EVERYBODY, READERS, routeFor, WORKERS } from './base.ts'
import { importSchema } from './sources.ts'

/** What a page may be told without asking, and who may hear it. */
export const LIVE_TOPICS = {
  /** An import began, went on or ended. */
  import: ADMINS,
  /** A source was added, changed or deleted. */
  sources: ADMINS,
  /** A way in broke or works again. */
  incidents: EVERYBODY,
  /** Messages came into the Inbox or left it. */
  inbox: READERS,
  /** Runs came or were reviewed. */
  'run-checks': WORKERS,
  /** Somebody opened a job of the queue, or left it. */
  claims: WORKERS,
  /** A ticket or remark was made, changed, resolved or opened again. */
  tickets: READERS,
  /** A rule was made, changed or removed, and with it what runs count as. */
  overrides: READERS,
} as const satisfies Record<string, Access>
export type LiveTopic = keyof typeof LIVE_TOPICS

export const liveEventSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('import'), import: importSchema }),
  z.object({
    topic: z.enum(['sources', 'incidents', 'inbox', 'run-checks', 'claims', 'tickets', 'overrides']),
  }),
  /** Something may have been missed (the stream began, or was interrupted): ask for everything anew. */
  z.object({ topic: z.literal('resync') }),
])
export type LiveEvent = z.infer<typeof liveEventSchema>

export const liveContract = {
  /** One stream for a page, because a browser holds few connections. It ends after some minutes and wants to be opened again. */
  events: routeFor(EVERYBODY)
    .route({
      method: 'GET',
      path: '/live',
      tags: ['Live'],
      summary: 'Server-sent events: what changes, as far as the active role may see it',
    })
    .output(eventIterator(liveEventSchema)),
}
