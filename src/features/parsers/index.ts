export { countParserDays, recountParserDays } from './count-days.ts'
export { driftAlarms } from './parsers.ts'
export { isUnreadOf } from './senders.queries.ts'
