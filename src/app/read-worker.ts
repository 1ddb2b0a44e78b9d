import { type RawReading, readRaw } from '../parsers/read-raw.ts'

/** The entry of a worker thread: reads a few raw mails at a time. */
export default function readMails(mails: readonly Uint8Array[]): Promise<RawReading[]> {
  return Promise.all(mails.map(readRaw))
}
