export { appendReviewEvents } from './create-runs.queries.ts'
export { createRuns, type ReportedRun, type RunRules } from './create-runs.ts'
export { HEALTH_COLUMNS, jobFoundBy } from './job-columns.queries.ts'
export { successSwitches } from './judge-success.queries.ts'
