export { readPlacedRules } from './placed-rules.queries.ts'
export { readRuleSet } from './rule-set.queries.ts'
