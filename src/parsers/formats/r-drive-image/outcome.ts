import { type Status, worstStatus } from '../../../domain/status.ts'
import type { ReportedResult } from '../../parser.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'

/** What a run says of itself: the wordings about its outcome, its name, which may hold the very words for one, and the body. */
export type Said = { wordings: readonly string[]; name: string; body: readonly string[] }

/**
 * The worst of the wordings, each of which must hold a known word; of none at all it is a warning. A line of the body that
 * speaks of a failure leaves no run a success.
 */
export function verdictOn({ wordings, name, body }: Said): Pick<ReportedResult, 'status' | 'statusText'> {
  const statuses = wordings.map((wording) => outcomeIn(wording, name) ?? 'warning')
  const said = worstStatus(statuses)
  const statusText = wordings[statuses.indexOf(said)] ?? 'no result given'
  const isContradicted = said === 'success' && body.some((line) => outcomeIn(line, name) === 'failed')
  return { status: isContradicted ? 'warning' : said, statusText: statusText.slice(0, 300) }
}

/** What a wording says about the outcome, the job's name aside; null when it holds no known word. */
export function outcomeIn(wording: string, name: string): Status | null {
  const unnamed = name === '' ? wording : wording.replace(name, ' ')
  return findPhrase(unnamed.slice(0, 500).replace(NOTHING_WRONG, ' '), OUTCOMES)?.says ?? null
}

/** Counts of nothing: `no errors`, `0 files failed`, `Errors: 0`. */
const NOTHING_WRONG =
  /\b(?:no|0|without(?: any)?)(?: (?:files?|folders?))? (?:errors?|warnings?|failures?|failed)\b|\b(?:errors?|warnings?|failures?|failed)(?: \w{1,20})?[:\t] ?0\b/gi

const OUTCOMES = compilePhrases<Status>([
  {
    says: 'failed',
    phrases: [
      ...['failed', 'failure', 'aborted', 'cancelled', 'canceled', 'stopped', 'interrupted', 'terminated'],
      ...['unsuccessful', 'not successful', 'could not', 'cannot', 'unable to'],
      ...['fehlgeschlagen', 'abgebrochen', 'nicht erfolgreich'],
    ],
  },
  {
    says: 'warning',
    phrases: [
      ...['with errors', 'with warnings', 'partially', 'partial', 'incomplete', 'not completed', 'skipped'],
      ...['mit fehlern', 'mit warnungen', 'teilweise', 'nicht abgeschlossen'],
    ],
  },
  { says: 'failed', phrases: ['error', 'errors', 'fehler', 'fehlern'] },
  { says: 'warning', phrases: ['warning', 'warnings', 'warnung'] },
  // Whatever is denied is no success: `did not complete`, `nicht erfolgreich`.
  { says: 'warning', phrases: ['not', 'never', 'nicht', 'niet', 'non', 'pas'] },
  {
    says: 'success',
    phrases: [
      ...['success', 'successful', 'successfully', 'succeeded', 'completed', 'finished'],
      ...['erfolgreich', 'abgeschlossen'],
    ],
  },
])
