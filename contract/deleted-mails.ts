import { z } from 'zod'
import { ADMINS, idSchema, instantSchema, pageInput, pageOf, routeFor } from './base.ts'
import { parseStateSchema } from './inbox.ts'

/** From this many messages on, purging wants this word typed. */
export const PURGE_UNASKED = 100
export const PURGE_WORD = 'purge'

export const deletedMailSchema = z.object({
  id: idSchema,
  fromAddress: z.string(),
  fromName: z.string(),
  subject: z.string(),
  receivedAt: instantSchema,
  deletedAt: instantSchema,
  parseState: parseStateSchema,
  software: z.string().nullable(),
  rawSize: z.number(),
})

export const deletedMailsContract = {
  list: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/deleted-mails',
      tags: ['Deleted mails'],
      summary: 'Deleted messages, the last deleted first',
    })
    .input(z.object(pageInput))
    .output(pageOf(deletedMailSchema)),
  restore: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/deleted-mails/restore',
      tags: ['Deleted mails'],
      summary: 'Put messages back: into the Inbox, or to their job where there is one by now',
    })
    .input(z.object({ ids: z.array(idSchema).min(1).max(1000) }))
    .output(z.object({ restored: z.number().int() })),
  /** What is purged is gone for good; its hash stays, so that the same message is not taken in again. */
  purge: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/deleted-mails/purge',
      tags: ['Deleted mails'],
      summary: 'Remove deleted messages for good',
    })
    .input(
      z.object({
        which: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('selection'), ids: z.array(idSchema).min(1).max(1000) }),
          /** Everything that the search finds and that was deleted before this instant. */
          z.object({ kind: z.literal('found'), q: pageInput.q, deletedUntil: instantSchema }),
        ]),
        /** The word "purge", typed by a person, when more than a hundred messages go. */
        typed: z.string().max(20).optional(),
      }),
    )
    .output(
      z.object({
        purged: z.number().int(),
        /** How many of the asked ones are still there because time ran out; ask again. */
        left: z.number().int(),
      }),
    ),
}
