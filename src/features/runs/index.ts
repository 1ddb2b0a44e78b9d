export { createRuns, type ReportedRun, type RunRules } from './create-runs.ts'
export { appendReviewEvents, refreshJobHealth } from './create-runs.queries.ts'
