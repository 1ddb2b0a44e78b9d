import { z } from 'zod'
import { idSchema, instantSchema, routeFor, WORKERS } from './base.ts'

/** Who is busy with a job of the queue, until when unless they go on. */
const claimSchema = z.object({
  jobId: idSchema,
  userId: idSchema,
  userName: z.string(),
  claimedAt: instantSchema,
  expiresAt: instantSchema,
})

export const claimsContract = {
  list: routeFor(WORKERS)
    .route({ method: 'GET', path: '/claims', tags: ['Run Checks'], summary: 'Who is busy with which job' })
    .output(z.array(claimSchema)),
  /** Asked when a job is opened, and again every half minute while somebody is at it. Only one person holds a job. */
  take: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/claims',
      tags: ['Run Checks'],
      summary: 'Claim a job, go on holding it, or take it over from a colleague',
    })
    .input(z.object({ jobId: idSchema, takeOver: z.boolean().default(false) }))
    .output(z.object({ isMine: z.boolean(), claim: claimSchema })),
  release: routeFor(WORKERS)
    .route({ method: 'POST', path: '/claims/release', tags: ['Run Checks'], summary: 'Let go of a job' })
    .input(z.object({ jobId: idSchema }))
    .output(z.object({ released: z.boolean() })),
}
