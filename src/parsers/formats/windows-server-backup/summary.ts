import type { ReadMail } from '../../read-mail.ts'
import { labelVocabulary, readKnownLabels } from '../../support/known-labels.ts'

/** What stands above the items of a report. */
type Summary = {
  company: string | null
  host: string | null
  result: string
  start: string | null
  end: string | null
  error: string | null
}

const LABELS = labelVocabulary({
  today: ['Todays date', "Today's date"],
  lastSuccess: ['Last Successful Backup'],
  start: ['Start time last backup'],
  end: ['End time last backup'],
  duration: ['Duration last backup'],
  result: ['Backup Result'],
  error: ['Error Message'],
})
const HEADING = /^(.{0,200}?) ?\bbackup report for ([\w.-]{1,255})(?=$| todays?\b)/i

/** The summary of a report, by its labels; null when the labels are not those of the script. */
export function readSummary(mail: ReadMail): Summary | null {
  const found = new Map<string, string>()
  for (const { key, value } of readKnownLabels(mail.lines.slice(0, 200), LABELS).values) {
    if (!found.has(key)) found.set(key, value.trim())
  }
  // Other scripts have a result as well, but not this company of labels.
  if (!found.has('result') || !(found.has('start') || found.has('duration'))) return null
  const heading = mail.lines
    .slice(0, 20)
    .map((line) => HEADING.exec(line.slice(0, 500)))
    .find((match) => match !== null)
  return {
    company: heading?.[1]?.trim() || null,
    host: heading?.[2] ?? null,
    result: found.get('result')?.split('\n')[0]?.slice(0, 200) || 'no result in the mail',
    start: found.get('start') ?? null,
    end: found.get('end') ?? null,
    error: errorIn(found.get('error') ?? ''),
  }
}

/** Without an error the label is followed by the table of the items. */
function errorIn(printed: string): string | null {
  return (
    printed
      .split(/\bname\s{1,8}status\s{1,8}size\b/i)[0]
      ?.trim()
      .slice(0, 2000) || null
  )
}
