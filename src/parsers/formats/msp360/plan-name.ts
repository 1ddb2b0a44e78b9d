import { outcomeAtEnd, outcomeIn } from './outcome.ts'

/** The plan's name in the heading of the body, `"Backups S3" Report`; null when there is no such heading. */
export function nameInHeading(lines: readonly string[]): string | null {
  for (const line of lines.slice(0, MAX_LINES)) {
    const name = HEADING.exec(line.slice(0, MAX_TEXT))?.[1]?.trim()
    if (name) return name
  }
  return null
}

/** The same in the subject: in quotes, or what stands before or beside the outcome; null when nothing does. */
export function nameInSubject(subject: string): string | null {
  const short = subject.slice(0, MAX_TEXT).replace(/^(?:\[[^\]]{0,100}\] ?){1,3}/, '')
  const quoted = QUOTED.exec(short)?.[1]?.trim()
  if (quoted) return quoted
  const part = short
    .split(/ [-–|] |: /, MAX_PARTS)
    .map((each) => each.trim())
    .find((each) => each !== '' && !PRODUCT.test(each) && outcomeIn(each) === null)
  if (part) return part
  const outcome = outcomeAtEnd(short.trim())
  return (outcome && short.slice(0, outcome.start).trim()) || null
}

const MAX_LINES = 60
const MAX_TEXT = 300
const MAX_PARTS = 20
const QUOTES = '"“”„«»'
const HEADING = new RegExp(`^[${QUOTES}]([^${QUOTES}]{1,200})[${QUOTES}] (?:report|bericht)\\b`, 'i')
const QUOTED = new RegExp(`[${QUOTES}]([^${QUOTES}]{1,200})[${QUOTES}]`)
const PRODUCT =
  /^(?:msp360|cloudberry|backup|managed backup|online backup|report|plan|notification|\s){1,8}$/i
