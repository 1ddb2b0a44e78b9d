export { afterCoveSuccess } from './cove-day.queries.ts'
export { appendReviewEvents, refreshJobHealth } from './create-runs.queries.ts'
export { createRuns } from './create-runs.ts'
export { HEALTH_COLUMNS, jobFoundBy, waitingMessage } from './job-columns.queries.ts'
export {
  lockOverrides,
  RULE_COLUMNS,
  readObjectsToJudge,
  readRulesFor,
  readRunsToJudge,
  shareOverrides,
} from './judge-overrides.queries.ts'
export { judgeAll, judgeOverrides } from './judge-overrides.ts'
export { successSwitches } from './judge-success.queries.ts'
export { type RefreshedRuns, refreshRuns } from './refresh-runs.ts'
export type { ReportedRun, RunRules } from './run-facts.ts'
