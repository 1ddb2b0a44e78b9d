import { isDeepStrictEqual } from 'node:util'
import type { GoldenFacts } from '../../../contract/parser-pack.ts'
import type { ParserRule } from '../../domain/parser-rule.ts'
import { decodeMail } from '../../parsers/decode-mail.ts'
import type { ReportedResult } from '../../parsers/parser.ts'
import { readMail } from '../../parsers/read-mail.ts'
import { ruleParser } from '../../parsers/rules/rule-parser.ts'

/** The facts of a result that a golden sample holds a rule to. */
export function goldenFactsOf(result: ReportedResult): GoldenFacts {
  const { jobName, host, status, startedAt, endedAt, totalBytes } = result
  const objects = result.objects.map(({ name, status, message }) => ({ name, status, message }))
  return { jobName, host, status, startedAt, endedAt, totalBytes, objects }
}

/** What a rule reads from a raw mail; null when it doesn't take it. */
export async function readByRule(rule: ParserRule, raw: Uint8Array): Promise<GoldenFacts | null> {
  const decoded = await decodeMail(raw)
  if (decoded.kind === 'undecodable') return null
  const result = ruleParser(rule).parse(readMail(decoded.mail))?.[0]
  return result ? goldenFactsOf(result) : null
}

/** Whether a rule reads a golden sample as it was read when it was kept. */
export async function agrees(rule: ParserRule, raw: Uint8Array, expected: GoldenFacts): Promise<boolean> {
  return isDeepStrictEqual(await readByRule(rule, raw), expected)
}
