import { z } from 'zod'
import { ADMINS, idSchema, routeFor } from './base.ts'
import { daySchema } from './schedule-facts.ts'

/** How far a chain of evidence reaches: its linked rows, those not linked yet (counted up to 10,000), and the hash that stands for all linked ones. */
export const chainStateSchema = z.object({
  linked: z.number().int(),
  waiting: z.number().int(),
  head: z.string().nullable(),
})

export const auditContract = {
  state: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/audit/state',
      tags: ['Audit'],
      summary: 'How far the chains of evidence reach',
    })
    .output(z.object({ reviewEvents: chainStateSchema, auditLog: chainStateSchema })),
  /** Days begin and end by the time zone: the customer's, else that of the settings, unless one is named. */
  reviewEvidence: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/audit/review-evidence',
      tags: ['Audit'],
      summary: 'Every review of a customer’s runs in a period, as a file',
      outputStructure: 'detailed',
    })
    .input(
      z.object({
        customerId: idSchema,
        from: daySchema,
        to: daySchema,
        format: z.enum(['csv', 'json']),
        timeZone: z.string().max(100).optional(),
      }),
    )
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(ReadableStream) })),
}
