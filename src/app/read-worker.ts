import { readRaw } from '../parsers/read-raw.ts'

/** The entry of a worker thread: reads one raw message at a time. */
export default readRaw
