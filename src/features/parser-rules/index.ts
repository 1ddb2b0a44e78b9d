export { readRule, readRuleVersions } from './parser-rules.queries.ts'
export { placeRule, removeRule, saveRule } from './parser-rules.ts'
export { readRuleSet } from './rule-set.queries.ts'
export { type GoldenSample, keepSample, readSamples } from './samples.queries.ts'
