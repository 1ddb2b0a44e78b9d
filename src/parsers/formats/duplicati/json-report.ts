import { type DuplicatiFacts, MAX_LOG_LINES, NO_FACTS } from './facts.ts'

/** The result as JSON (`{"Data": …, "Extra": …, "LogLines": …}`); null when the text is none or was cut. */
export function readJsonReport(text: string): DuplicatiFacts | null {
  const whole = parsed(text)
  const data = whole && membersOf(whole.get('data'))
  if (!whole || !data) return null
  const extra = membersOf(whole.get('extra')) ?? new Map<string, unknown>()
  const statistics = membersOf(data.get('backendstatistics'))
  const exception =
    textOf(whole.get('exception')) ?? (data.has('classname') ? textOf(data.get('message')) : null)
  return {
    ...NO_FACTS,
    result: textOf(data.get('parsedresult')) ?? textOf(extra.get('parsedresult')),
    exception,
    operation: textOf(data.get('mainoperation')) ?? textOf(extra.get('operationname')),
    backupName: textOf(extra.get('backup-name')),
    machine: textOf(extra.get('machine-name')),
    startedAt: timeOf(data.get('begintime')),
    endedAt: timeOf(data.get('endtime')),
    totalBytes: countOf(data.get('sizeofexaminedfiles')),
    transferredBytes: countOf(statistics?.get('bytesuploaded')),
    isPartial: data.get('partialbackup') === true || data.get('interrupted') === true,
    isDryRun: data.get('dryrun') === true,
    logLines: linesOf(whole.get('loglines')),
  }
}

type Members = ReadonlyMap<string, unknown>

function parsed(text: string): Members | null {
  if (!/"Data"/i.test(text)) return null
  try {
    return membersOf(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)))
  } catch {
    return null
  }
}

/** The members of an object by their names in lower case, as the product's versions differ in it. */
function membersOf(value: unknown): Members | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]))
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 500) : null
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/** Without the fractions of a second, and with the offset that is printed. */
function timeOf(value: unknown): string | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(textOf(value) ?? '')
  return found ? `${found[1]}${found[2] ?? ''}` : null
}

function linesOf(value: unknown): string[] {
  const lines: unknown[] = Array.isArray(value) ? value.slice(0, MAX_LOG_LINES) : []
  return lines.map(textOf).filter((line) => line !== null)
}
