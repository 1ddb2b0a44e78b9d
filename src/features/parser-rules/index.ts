export { readRuleSet } from './rule-set.queries.ts'
