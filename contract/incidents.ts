import { z } from 'zod'
import { EVERYBODY, idSchema, instantSchema, routeFor } from './base.ts'

/** A way in that is broken: shown at the top of Run Checks and on the dashboard. */
export const incidentSchema = z.object({
  id: idSchema,
  source: z.object({ id: idSchema, name: z.string(), kind: z.string() }),
  /** `unreachable`: its mailbox cannot be read. `silent`: it can, but what should have come did not. */
  cause: z.enum(['unreachable', 'silent']),
  /** What is wrong and what to fix. */
  message: z.string(),
  /** Of a silent source: how many jobs stayed silent. */
  silentJobs: z.number().int().nullable(),
  since: instantSchema,
  /** What ends it, in words. */
  recovery: z.string(),
  /** When it ended; null while it is open. */
  closedAt: instantSchema.nullable(),
})

export const incidentsContract = {
  open: routeFor(EVERYBODY)
    .route({ method: 'GET', path: '/incidents', tags: ['Incidents'], summary: 'Ways in that are broken now' })
    .output(z.array(incidentSchema)),
}
