export { reviewRuns } from './review.ts'
export { runChecksPage } from './run-checks.ts'
