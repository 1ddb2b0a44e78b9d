export type { Arrival } from './arrivals.queries.ts'
export { putDown, storeArrivals } from './arrivals.ts'
export { BATCH } from './batch.ts'
export { contentHashes } from './content-hash.ts'
export { type Assignments, assignmentKey, fileMessages, identityOf, knownJobsOf } from './file-reports.ts'
export { lockIdentities, lockInboxMessages, type UnfiledMessage } from './filing.queries.ts'
export { type ImportTally, importFiles } from './import-files.ts'
export { IMPORT_COLUMNS, type ImportRow } from './import-runs.queries.ts'
export { beginImportRun, closeInterruptedImports, type ImportRun, importOnTheWire } from './import-runs.ts'
export {
  fileStored,
  type IngestWorld,
  ingest,
  processWaiting,
  readMails,
  rulesOf,
  store,
} from './ingest.ts'
export { finishLeftovers, finishLeftoversNow } from './leftovers.ts'
export { purgeRawMail } from './raw-retention.ts'
export { readStored, type StoredReading } from './read-stored.ts'
export { type FiledTwice, type Reread, rereadMessages } from './reread.ts'
export { readStoredMessages, type StoredMessage } from './store.queries.ts'
export type { RawMail, Stored } from './store.ts'
export { addTally, emptyTally, type Tally } from './tally.ts'
