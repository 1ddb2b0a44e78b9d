export { type Assignments, assignmentKey, fileMessages, identityOf } from './file-reports.ts'
export { lockIdentities, lockInboxMessages, type UnfiledMessage } from './filing.queries.ts'
export { type ImportTally, importFiles } from './import-files.ts'
export {
  IMPORT_COLUMNS,
  type ImportRow,
} from './import-runs.queries.ts'
export { beginImportRun, closeInterruptedImports, type ImportRun, importOnTheWire } from './import-runs.ts'
export { type IngestWorld, ingest, parseStored, processWaiting, readMails, rulesOf } from './ingest.ts'
export { purgeRawMail } from './raw-retention.ts'
export { contentHash, type RawMail } from './store.ts'
export { addTally, emptyTally, type Tally } from './tally.ts'
