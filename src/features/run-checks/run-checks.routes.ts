import { Refusal } from '../../platform/refusal.ts'
import { actorOf, os, type RequestContext, sessionIn } from '../people/index.ts'
import { reviewRuns, reviewSuccesses, undoReview } from './review.ts'
import { jobRuns, matchingQueue, runChecksPage, wordsOfQueue } from './run-checks.ts'

export const runChecksRoutes = os.runChecks.router({
  list: os.runChecks.list.handler(({ context, input }) => {
    onlyAdminsSeeReviewed(context, input)
    return runChecksPage(context.world, input)
  }),
  matching: os.runChecks.matching.handler(({ context, input }) => {
    onlyAdminsSeeReviewed(context, input)
    return matchingQueue(context.world, input)
  }),
  words: os.runChecks.words.handler(({ context }) => wordsOfQueue(context.world)),
  jobRuns: os.runChecks.jobRuns.handler(({ context, input }) => {
    onlyAdminsSeeReviewed(context, input)
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

function onlyAdminsSeeReviewed(
  context: RequestContext,
  { includeReviewed }: { includeReviewed: boolean },
): void {
  if (!includeReviewed || sessionIn(context).activeRole === 'admin') return
  throw new Refusal('role_not_admitted', 'Only admins see reviewed runs here; the job page lists all runs.', {
    status: 403,
  })
}
