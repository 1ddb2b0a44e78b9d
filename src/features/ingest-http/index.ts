export { sweepIdempotencyKeys } from './ingest-http.ts'
