import { z } from 'zod'
import { ADMINS, customerRef, idSchema, instantSchema, routeFor } from './base.ts'

/** A machine's key to some routes. Its secret is shown once, when it is made. */
export const tokenSchema = z.object({
  id: idSchema,
  /** Part of the sender's address of its reports: `<name>@http.invalid`. */
  name: z.string(),
  scope: z.literal('ingest'),
  roleCeiling: z.enum(['operator', 'viewer', 'reporter']),
  source: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Set: its reports never become runs of another customer's jobs. */
  customer: customerRef.nullable(),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  lastUsedAt: instantSchema.nullable(),
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
})

export const tokensContract = {
  list: routeFor(ADMINS)
    .route({ method: 'GET', path: '/tokens', tags: ['API tokens'], summary: 'API tokens, newest first' })
    .output(z.array(tokenSchema)),
  create: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/tokens',
      tags: ['API tokens'],
      summary: 'Make a token; its secret is in this answer and nowhere else',
      successStatus: 201,
    })
    .input(
      z.object({
        name: z
          .string()
          .trim()
          .toLowerCase()
          .regex(
            /^[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?$/,
            'Use letters, digits, dots, dashes and underscores; the name becomes part of a mail address.',
          ),
        customerId: idSchema.nullable().default(null),
        roleCeiling: z.enum(['operator', 'viewer', 'reporter']).default('reporter'),
        expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
      }),
    )
    .output(z.object({ token: tokenSchema, secret: z.string() })),
  revoke: routeFor(ADMINS)
    .route({ method: 'POST', path: '/tokens/{id}/revoke', tags: ['API tokens'], summary: 'Revoke a token' })
    .input(z.object({ id: idSchema }))
    .output(tokenSchema),
}
