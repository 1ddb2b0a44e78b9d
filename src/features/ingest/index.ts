export { type Assignments, assignmentKey, fileMessages, identityOf } from './file-reports.ts'
export { lockIdentities, lockInboxMessages, type UnfiledMessage } from './filing.queries.ts'
export { type ImportTally, importFiles } from './import-files.ts'
export { type IngestWorld, parseStored, processWaiting, rulesOf } from './ingest.ts'
