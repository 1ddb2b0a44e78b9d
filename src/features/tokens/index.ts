export { type IngestToken, ingestTokenOf } from './tokens.ts'
