import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { packSchema } from '../../contract/parser-pack.ts'
import { NO_RULES, type RuleSet } from '../domain/parser-rule.ts'
import { worstStatus } from '../domain/status.ts'
import { decodeMail } from '../parsers/decode-mail.ts'
import type { Parser, ReportedResult } from '../parsers/parser.ts'
import { readMail } from '../parsers/read-mail.ts'
import { parsersWith, recognise } from '../parsers/registry.ts'
import { problemsOfRule } from '../parsers/rules/rule-parser.ts'

const USAGE = 'Usage: backupchecks parse FILE… [--rules PACK] [--json]'

/**
 * `backupchecks parse FILE… [--rules PACK] [--json]`: what the parsers, and the rules of a pack, make of mail files, one
 * line each, without a database. Exit code 1 when a file could not be read, 2 when the pack cannot be used.
 */
export async function parseCommand(argv: readonly string[]): Promise<number> {
  const at = argv.indexOf('--rules')
  const pack = at >= 0 ? argv[at + 1] : undefined
  const rest = at >= 0 ? argv.toSpliced(at, 2) : argv
  const files = rest.filter((argument) => !argument.startsWith('--'))
  if (files.length === 0 || (at >= 0 && pack === undefined)) {
    console.error(USAGE)
    return 2
  }
  const rules = pack === undefined ? { rules: NO_RULES } : await rulesInPack(pack)
  if ('problem' in rules) {
    console.error(`${pack}: ${rules.problem}`)
    return 2
  }
  let exitCode = 0
  for (const file of files) {
    const line = await parseFile(file, rules.rules)
    if (line.error) exitCode = 1
    console.log(rest.includes('--json') ? JSON.stringify(line) : inWords(line))
  }
  return exitCode
}

async function rulesInPack(file: string): Promise<{ rules: RuleSet } | { problem: string }> {
  try {
    const pack = packSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
    if (!pack.success) return { problem: `This is no pack of parser rules.\n${z.prettifyError(pack.error)}` }
    const rules = pack.data.rules.map(({ rule, before }) => ({ rule: { ...rule, version: 1 }, before }))
    const [broken] = rules.flatMap(({ rule }) =>
      problemsOfRule(rule).map((each) => ({ ...each, id: rule.id })),
    )
    if (broken) return { problem: `${broken.id}, ${broken.place}: ${broken.problem}` }
    return { rules: { revision: file, rules } }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

type ParsedLine = ReturnType<typeof described> & { file: string; error?: string }

async function parseFile(file: string, rules: RuleSet): Promise<ParsedLine> {
  let raw: Uint8Array
  try {
    raw = await readFile(file)
  } catch (error) {
    return { file, ...described(null, []), error: error instanceof Error ? error.message : String(error) }
  }
  const decoded = await decodeMail(raw)
  if (decoded.kind === 'undecodable') return { file, ...described(null, []), error: decoded.reason }
  const recognised = recognise(readMail(decoded.mail), parsersWith(rules))
  return { file, ...described(recognised?.parser ?? null, recognised?.results ?? []) }
}

/** The printed shape; a mail with several results has no job name of its own and the worst of its statuses. */
function described(parser: Parser | null, results: readonly ReportedResult[]) {
  const first = results[0]
  const several = results.length > 1
  return {
    parser: parser?.id ?? null,
    version: parser?.version ?? null,
    software: first?.software ?? null,
    type: first?.type ?? null,
    jobName: several ? null : (first?.jobName ?? null),
    host: several ? null : (first?.host ?? null),
    status: first ? worstStatus(results.map((result) => result.status)) : null,
    statusText: several ? null : (first?.statusText ?? null),
    startedAt: several ? null : (first?.startedAt ?? null),
    endedAt: several ? null : (first?.endedAt ?? null),
    objects: several ? [] : (first?.objects ?? []),
    ...(several ? { results } : {}),
    informational: results.length > 0 && results.every((result) => result.informational),
  }
}

function inWords(line: ParsedLine): string {
  if (line.error) return `${line.file}: ${line.error}`
  if (line.parser === null) return `${line.file}: no parser takes this mail`
  const where = line.host ? ` on ${line.host}` : ''
  return `${line.file}: ${line.status} · ${line.software} ${line.type} · ${line.jobName ?? `${line.results?.length} results`}${where} · ${line.objects.length} objects`
}
