import { readFile } from 'node:fs/promises'
import { worstStatus } from '../domain/status.ts'
import { decodeMail } from '../parsers/decode-mail.ts'
import type { Parser, ReportedResult } from '../parsers/parser.ts'
import { readMail } from '../parsers/read-mail.ts'
import { recognise } from '../parsers/registry.ts'

/** `backupchecks parse FILE… [--json]`: what the parsers make of mail files, one line each, without a database. Exit code 1 when a file could not be read. */
export async function parseCommand(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json')
  const files = argv.filter((argument) => !argument.startsWith('--'))
  if (files.length === 0) {
    console.error('Usage: backupchecks parse FILE… [--json]')
    return 2
  }
  let exitCode = 0
  for (const file of files) {
    const line = await parseFile(file)
    if (line.error) exitCode = 1
    console.log(json ? JSON.stringify(line) : inWords(line))
  }
  return exitCode
}

type ParsedLine = ReturnType<typeof described> & { file: string; error?: string }

async function parseFile(file: string): Promise<ParsedLine> {
  let raw: Uint8Array
  try {
    raw = await readFile(file)
  } catch (error) {
    return { file, ...described(null, []), error: error instanceof Error ? error.message : String(error) }
  }
  const decoded = await decodeMail(raw)
  if (decoded.kind === 'undecodable') return { file, ...described(null, []), error: decoded.reason }
  const recognised = recognise(readMail(decoded.mail))
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
