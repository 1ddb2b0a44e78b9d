import { Refusal } from '../../platform/refusal.ts'
import { actorOf, os, sessionIn } from '../people/index.ts'
import { reviewRuns, reviewSuccesses, undoReview } from './review.ts'
import { jobRuns, runChecksPage } from './run-checks.ts'

export const runChecksRoutes = os.runChecks.router({
  list: os.runChecks.list.handler(({ context, input }) => runChecksPage(context.world, input)),
  jobRuns: os.runChecks.jobRuns.handler(({ context, input }) => {
    if (input.includeReviewed && sessionIn(context).activeRole !== 'admin') {
      throw new Refusal(
        'role_not_admitted',
        'Only admins see reviewed runs here; the job page lists all runs.',
        { status: 403 },
      )
    }
    return jobRuns(context.world, input.jobId, input.includeReviewed)
  }),
  review: os.runChecks.review.handler(({ context, input }) =>
    reviewRuns(context.world, actorOf(context), input.runIds),
  ),
  reviewSuccesses: os.runChecks.reviewSuccesses.handler(({ context, input }) =>
    reviewSuccesses(context.world, actorOf(context), input),
  ),
  undo: os.runChecks.undo.handler(async ({ context, input }) => ({
    reopened: await undoReview(context.world, actorOf(context), input.batchId),
  })),
})
