import { labelVocabulary, readKnownLabels } from '../../support/known-labels.ts'
import { parseBytes } from '../../support/sizes.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'
import { type DuplicatiFacts, MAX_LOG_LINES, NO_FACTS } from './facts.ts'

/** The report as the product's newer templates for mail write it, in text or HTML; null when the text is none. */
export function readTemplateReport(all: readonly string[]): DuplicatiFacts | null {
  const lines = all.slice(0, MAX_LINES).map((line) => line.slice(0, 1000))
  const titleAt = lines.findIndex((line) => TITLE.test(line))
  if (titleAt < 0) return null
  const { values } = readKnownLabels(lines, LABELS)
  const given = (key: keyof typeof WORDS): string | null =>
    values.find((value) => value.key === key && value.value !== '')?.value.slice(0, 300) ?? null
  return {
    ...NO_FACTS,
    result: resultOf(lines, titleAt),
    operation: given('operation'),
    backupName: given('backupName'),
    machine: given('machine'),
    totalBytes: parseBytes(given('examined') ?? ''),
    logLines: [...sectionOf(lines, /^log messages$/i), ...sectionOf(lines, /^error details$/i)],
  }
}

const MAX_LINES = 2000
const TITLE = /^duplicati (?:[a-z]{1,30} )?report(?: ?: ?(\p{L}{1,30}))?$/iu

const WORDS = {
  operation: ['Operation'],
  backupName: ['Backup Name'],
  machine: ['Machine'],
  destination: ['Destination'],
  examined: ['Data Examined'],
  added: ['Data Added'],
  duration: ['Duration'],
}
const LABELS = labelVocabulary(WORDS)

/** The sentences below the title, which may be all that is left of it. */
const SENTENCES = compilePhrases([
  { says: 'Fatal', phrases: ['failed with a fatal error'] },
  { says: 'Error', phrases: ['encountered errors'] },
  { says: 'Warning', phrases: ['completed with warnings'] },
  { says: 'Success', phrases: ['completed successfully'] },
])

function resultOf(lines: readonly string[], titleAt: number): string | null {
  const inTitle = TITLE.exec(lines[titleAt] ?? '')?.[1]
  if (inTitle) return inTitle
  const below = lines.slice(titleAt + 1, titleAt + 8)
  const alone = below.find((line) => /^(?:success|warning|error|fatal)$/i.test(line))
  return alone ?? findPhrase(below.join(' '), SENTENCES)?.says ?? null
}

/** The lines under a heading, up to the next heading or the closing rule. */
function sectionOf(lines: readonly string[], heading: RegExp): string[] {
  const start = lines.findIndex((line) => heading.test(line))
  if (start < 0) return []
  const below = lines.slice(start + 1).filter((line) => line !== '' && !/^-{4,}$/.test(line))
  const end = below.findIndex((line) =>
    /^(?:-{3}|error details|this report was generated.{0,40})$/i.test(line),
  )
  return below.slice(0, end < 0 ? undefined : end).slice(0, MAX_LOG_LINES)
}
