export { recordAudit } from './audit.queries.ts'
export { chainHeads, linkEvidence, noteHeads } from './chain.ts'
export { readHeadsFile } from './noted-heads.ts'
export { verdictInWords, verifyEvidence } from './verify.ts'
