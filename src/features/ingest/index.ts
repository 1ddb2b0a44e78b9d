export {
  type Assignments,
  assignmentKey,
  type FilingTally,
  fileMessages,
  identityOf,
} from './file-reports.ts'
export { lockIdentities, lockInboxMessages, type UnfiledMessage } from './filing.queries.ts'
export { type ImportTally, importFiles } from './import-files.ts'
export { type IngestTally, type IngestWorld, ingest, parseStored, processWaiting, rulesOf } from './ingest.ts'
export type { RawMail } from './store.ts'
