import { NO_RULES, type RuleSet } from '../domain/parser-rule.ts'
import { decodeJsonReport, isJsonReport } from './decode-json-report.ts'
import { type Decoded, type DecodedMail, decodeMail } from './decode-mail.ts'
import type { ReportedResult } from './parser.ts'
import { type MailFields, readMail } from './read-mail.ts'
import { parsersWith, recognise } from './registry.ts'
import { cleanTexts } from './support/clean-text.ts'

/** What a message was read as. `error` is a fault of ours in a parser, told in words; the message then stays for a person. */
export type Reading =
  | { kind: 'parsed'; parserId: string; parserVersion: number; results: ReportedResult[] }
  | { kind: 'unparsed' }
  | { kind: 'error'; reason: string }

export type RawReading = { decoded: Decoded; reading: Reading }

/** Raw bytes → the message and what the parsers and these rules make of it; never throws. */
export async function readRaw(raw: Uint8Array, rules: RuleSet = NO_RULES): Promise<RawReading> {
  const decoded = isJsonReport(raw) ? decodeJsonReport(raw) : await decodeMail(raw)
  if (decoded.kind === 'undecodable') return { decoded, reading: { kind: 'error', reason: decoded.reason } }
  return { decoded, reading: readFields(decoded.mail, rules) }
}

/** What the parsers and these rules make of a message whose fields are already known; never throws. */
export function readFields(mail: MailFields | DecodedMail, rules: RuleSet = NO_RULES): Reading {
  try {
    const recognised = recognise(readMail(mail), parsersWith(rules))
    if (!recognised) return { kind: 'unparsed' }
    const { parser, results } = recognised
    return {
      kind: 'parsed',
      parserId: parser.id,
      parserVersion: parser.version,
      results: cleanTexts(results),
    }
  } catch (error) {
    return {
      kind: 'error',
      reason: `A parser failed on this message: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}
