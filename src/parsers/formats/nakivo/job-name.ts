import type { JobType } from './job-type.ts'
import { outcomeSpan } from './outcome.ts'

/** The job's name in a subject or title: in quotes, else what is left without type, outcome and product. */
export function nameIn(text: string, jobType: JobType): string {
  const quoted = QUOTED.exec(text.slice(0, 500))
  if (quoted) return (quoted[1] ?? quoted[2] ?? '').trim()
  const rest = withoutNames(text, jobType, '')
  const outcome = outcomeSpan(rest)
  const remaining = outcome ? `${rest.slice(0, outcome.start)} ${rest.slice(outcome.end)}` : rest
  return remaining
    .replace(/\bjob\b/gi, ' ')
    .replace(/\([^()]{0,200}\)|\[[^[\]]{0,100}\]/g, ' ')
    .replace(/[ :|\u2013-]{2,}/g, ' ')
    .replace(/^[ :|-]|[ :|-]$/g, '')
    .trim()
}

const QUOTED = /"([^"]{1,200})"|[“„]([^“”]{1,200})[“”]/

/** A text without the product, the job's type and its name, which may hold any word. */
export function withoutNames(text: string, jobType: JobType, jobName: string): string {
  const unquoted = text.slice(0, 500).replace(new RegExp(QUOTED, 'g'), ' ')
  return [jobName, jobType.printed]
    .filter((name) => name !== '')
    .reduce((rest, name) => rest.replace(name, ' '), unquoted)
    .replace(/\bnakivo(?: backup (?:&|and) replication)?/gi, ' ')
    .trim()
}
