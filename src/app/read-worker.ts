import type { RuleSet } from '../domain/parser-rule.ts'
import { type RawReading, readRaw } from '../parsers/read-raw.ts'

export type Portion = { mails: readonly Uint8Array[]; rules: RuleSet }

/** The entry of a worker thread: reads a few raw mails at a time. */
export default function readMails({ mails, rules }: Portion): Promise<RawReading[]> {
  return Promise.all(mails.map((mail) => readRaw(mail, rules)))
}
