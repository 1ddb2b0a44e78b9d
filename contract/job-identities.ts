import { z } from 'zod'
import { ADMINS, idSchema, instantSchema, READERS, routeFor } from './base.ts'

const part = z
  .string()
  .trim()
  .max(500)
  .refine((text) => !text.includes('\0'), 'This text holds a character that cannot be stored.')

/** The parts of an identity that a person can correct. */
export const identityPartsSchema = z.object({
  fromAddress: part.min(1),
  jobName: part.min(1),
  host: part.nullable(),
  plusTag: part.nullable(),
  subjectPrefix: part.nullable(),
})

export const identitySchema = identityPartsSchema.extend({
  id: idSchema,
  software: z.string(),
  type: z.string(),
  isAlias: z.boolean(),
  addedAt: instantSchema,
  addedBy: z.string().nullable(),
  /** When reports with exactly this identity came, as far as the newest runs tell. */
  firstSeenAt: instantSchema.nullable(),
  lastSeenAt: instantSchema.nullable(),
  reports: z.number().int(),
})

/** Reports that waited in the Inbox and are runs by the change. */
const sweptSchema = z.object({ runs: z.number().int() })

export const jobIdentitiesContract = {
  list: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/jobs/{jobId}/identities',
      tags: ['Jobs'],
      summary: 'By what the reports of a job are recognised, and when they last came',
    })
    .input(z.object({ jobId: idSchema }))
    .output(
      z.object({
        rows: z.array(identitySchema),
        /** Set where a job has more runs than were looked at: so many, the newest. */
        lookedAt: z.number().int().nullable(),
      }),
    ),
  update: routeFor(ADMINS)
    .route({
      method: 'PUT',
      path: '/jobs/{jobId}/identities/{id}',
      tags: ['Jobs'],
      summary: 'Correct by what reports of a job are recognised; runs that are there stay',
    })
    .input(identityPartsSchema.extend({ jobId: idSchema, id: idSchema }))
    .output(sweptSchema),
  move: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/jobs/{jobId}/identities/{id}/move',
      tags: ['Jobs'],
      summary: 'Let future reports of an identity be runs of another job; runs that are there stay',
    })
    .input(z.object({ jobId: idSchema, id: idSchema, toJobId: idSchema }))
    .output(sweptSchema),
  remove: routeFor(ADMINS)
    .route({
      method: 'DELETE',
      path: '/jobs/{jobId}/identities/{id}',
      tags: ['Jobs'],
      summary: 'Remove an alias: its future reports wait in the Inbox',
    })
    .input(z.object({ jobId: idSchema, id: idSchema }))
    .output(z.object({ ok: z.literal(true) })),
}
