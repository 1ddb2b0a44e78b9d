export { appendReviewEvents } from './create-runs.queries.ts'
export { createRuns, type ReportedRun, type RunRules } from './create-runs.ts'
