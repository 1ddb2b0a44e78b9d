import type { Status } from '../../domain/status.ts'
import { type Verdict, withoutNames, worstOf } from './verdicts.ts'
import { compilePhrases, type FoundPhrase, findPhrase, type PhraseTable } from './words.ts'

/** What a run says of itself. */
export type Said = {
  /** The wordings about its outcome. */
  wordings: readonly string[]
  name: string
  body: readonly string[]
  /** The count of errors as printed, where the report has one. */
  errors?: string
}

export type OutcomeReader = {
  /** Where a wording speaks of the outcome; null when it holds no known word. */
  findOutcome(wording: string): FoundPhrase<Status> | null
  /** What a wording says about the outcome, the job's name aside; null when it holds no known word. */
  outcomeIn(wording: string, name: string): Status | null
  /**
   * The worst of the wordings, each of which must hold a known word; of none at all it is a warning. A line of the body
   * that speaks of a failure, or a count of errors, leaves no run a success.
   */
  verdictOn(said: Said): Verdict
}

/** Judges the reports of a product by its words for outcomes; a row of the table outdoes those below it. */
export function outcomeReader(table: PhraseTable<Status>): OutcomeReader {
  const phrases = compilePhrases(table)
  const findOutcome: OutcomeReader['findOutcome'] = (wording) => {
    // Blanked to the same length, so that the place of what is found stays true.
    const text = wording.slice(0, MAX_WORDING).replace(NOTHING_WRONG, (words) => ' '.repeat(words.length))
    return findPhrase(text, phrases)
  }
  const outcomeIn: OutcomeReader['outcomeIn'] = (wording, name) =>
    findOutcome(withoutNames(wording, name))?.says ?? null
  const verdictOn: OutcomeReader['verdictOn'] = ({ wordings, name, body, errors = '' }) => {
    const written = wordings.filter((text) => text.trim() !== '')
    const said = worstOf(
      written.map((text) => ({
        status: outcomeIn(text, name) ?? 'warning',
        statusText: text.slice(0, MAX_TEXT),
      })),
    ) ?? { status: 'warning', statusText: 'no result given' }
    const isContradicted = /^[1-9]/.test(errors) || body.some((line) => outcomeIn(line, name) === 'failed')
    return isContradicted && said.status === 'success' ? { ...said, status: 'warning' } : said
  }
  return { findOutcome, outcomeIn, verdictOn }
}

const MAX_WORDING = 500
const MAX_TEXT = 300

/** Whatever is denied is no success: `did not complete`. A row to stand above the one for success. */
export const DENIED: PhraseTable<Status>[number] = {
  says: 'warning',
  phrases: ['not', 'never', 'nicht', 'niet', 'non', 'pas'],
}

/** Counts of nothing: `no errors`, `0 files failed`, `Errors: 0`, `geen fouten`. */
const NOTHING_WRONG =
  /\b(?:no|0|without(?: any)?|geen|zonder)(?: (?:files?|folders?))? (?:errors?|warnings?|failures?|failed|fouten|waarschuwingen)\b|\b(?:errors?|warnings?|failures?|failed|fouten|waarschuwingen)(?: \w{1,20})?[:\t] ?0\b/gi
