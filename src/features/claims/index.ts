export { claimedByOthers } from './claims.queries.ts'
