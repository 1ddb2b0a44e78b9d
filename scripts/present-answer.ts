import type { ReportedResult } from '../src/parsers/parser.ts'
import type { Recognised } from '../src/parsers/registry.ts'

/** What the parsers make of a mail today, in the form of a fixture's expected.json; empty facts are left out. */
export function expectationOf(taken: Recognised | null, askedFor: string): object {
  return {
    parser: taken?.parser.id ?? null,
    ...(taken ? { results: taken.results.map(factsOf) } : {}),
    ...(taken?.parser.id === askedFor ? {} : { foreignTo: [askedFor] }),
  }
}

function factsOf(result: ReportedResult): object {
  const { software, type, jobName, host, status, statusText, objects, ...rest } = result
  const given = Object.entries(rest).filter(([, value]) => value !== null && value !== '' && value !== false)
  return {
    software,
    type,
    jobName,
    host,
    status,
    statusText,
    ...Object.fromEntries(given),
    objects: objects.map((object) => ({ name: object.name, status: object.status, message: object.message })),
  }
}
