import type { JobType } from './job-type.ts'
import { outcomeSpan } from './outcome.ts'

/** The first name in quotes; '' when there is none. */
export function quotedName(text: string): string {
  const quoted = QUOTED.exec(text.slice(0, 500))
  return (quoted?.[1] ?? quoted?.[2] ?? '').trim()
}

/** What is left of a subject or title without type, outcome and product; '' when nothing is. */
export function nameBeside(text: string, jobType: JobType): string {
  const rest = withoutNames(text, jobType, '')
  const outcome = outcomeSpan(rest)
  const remaining = outcome ? `${rest.slice(0, outcome.start)} ${rest.slice(outcome.end)}` : rest
  return remaining
    .replace(/\bjob\b/gi, ' ')
    .replace(/\([^()]{0,200}\)|\[[^[\]]{0,100}\]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(EDGES, '')
}

const QUOTED = /"([^"]{1,200})"|[“„]([^“”]{1,200})[“”]/
const EDGES = /^[ :|\u2013-]{1,20}|[ :|\u2013-]{1,20}$/g

/** Whether a text begins with the job's type, the product's name before it aside. */
export function opensWith(text: string, jobType: JobType): boolean {
  return withoutProduct(text.slice(0, 500)).startsWith(jobType.printed)
}

/** A text without the product, the job's type and its name, which may hold any word. */
export function withoutNames(text: string, jobType: JobType, jobName: string): string {
  const unquoted = text.slice(0, 500).replace(new RegExp(QUOTED, 'g'), ' ')
  const names = [jobName, jobType.printed].filter((name) => name !== '')
  return withoutProduct(names.reduce((rest, name) => rest.replace(name, ' '), unquoted))
}

function withoutProduct(text: string): string {
  return text
    .replace(/\bnakivo(?: backup (?:&|and) replication)?/gi, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(EDGES, '')
}
