import { os, sessionIn } from '../people/index.ts'
import { claimJob, claims, releaseJob } from './claims.ts'

export const claimsRoutes = os.claims.router({
  list: os.claims.list.handler(({ context }) => claims(context.world)),
  take: os.claims.take.handler(({ context, input }) =>
    claimJob(context.world, sessionIn(context).userId, input),
  ),
  release: os.claims.release.handler(({ context, input }) =>
    releaseJob(context.world, sessionIn(context).userId, input.jobId),
  ),
})
