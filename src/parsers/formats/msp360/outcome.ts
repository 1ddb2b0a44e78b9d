import type { Status } from '../../../domain/status.ts'
import { countOf, labelled } from '../../support/known-labels.ts'
import { type Verdict, withoutNames, worstOf } from '../../support/verdicts.ts'
import { compilePhrases, type FoundPhrase, findPhrase, findPhraseAtEnd } from '../../support/words.ts'
import type { Labels } from './labels.ts'

/** The worst of what the subject, the status line, lines that are an outcome and nothing else, and the counts say. */
export function judge(subject: string, labels: Labels, name: string | null): Verdict | null {
  const said: Verdict[] = []
  const add = (statusText: string, status: Status | null): void => {
    if (status) said.push({ status, statusText: statusText.slice(0, MAX_TEXT) })
  }
  const short = subject.slice(0, MAX_TEXT)
  add(short, outcomeIn(withoutNames(short, name)))
  const status = labelled(labels, 'status')
  if (status) add(status, outcomeIn(status) ?? 'warning')
  for (const line of labels.rest.slice(0, MAX_SENTENCES)) {
    const masked = withoutNames(line.slice(0, MAX_TEXT), name)
    if (masked.length <= MAX_HEADLINE) add(line, outcomeIn(masked))
  }
  const failed = countOf(labels, 'failedCount')
  const warned = countOf(labels, 'warningCount')
  if (failed > 0 && said.length > 0) add(`failed: ${failed}`, 'warning')
  if (warned > 0 && said.length > 0) add(`warnings: ${warned}`, 'warning')
  if (said.length === 0) return { status: 'warning', statusText: short || 'no outcome named' }
  return worstOf(said)
}

/** The outcome that ends a wording, `Backups S3 Errors occurred`; null when none does. */
export function outcomeAtEnd(wording: string): FoundPhrase<Status> | null {
  return findPhraseAtEnd(wording, OUTCOMES)
}

/** What a wording says about the outcome; null when it holds no known word for one. */
export function outcomeIn(wording: string): Status | null {
  return findPhrase(wording.replace(NO_ERRORS, ' '), OUTCOMES)?.says ?? null
}

const MAX_TEXT = 300
const MAX_SENTENCES = 30
/** A longer line is no headline, but a sentence about one file or a notice. */
const MAX_HEADLINE = 80
const NO_ERRORS = /\b(?:no|0|without|keine?|ohne) (?:errors?|warnings?|fehler|warnungen)\b/gi

const OUTCOMES = compilePhrases<Status>([
  {
    says: 'failed',
    phrases: [
      ...['errors occurred', 'error occurred', 'completed with errors', 'with errors', 'failed', 'fail'],
      ...['failure', 'unsuccessful', 'not successful', 'not completed', 'interrupted', 'terminated'],
      ...['stopped', 'cancelled', 'canceled', 'aborted', 'overdue', 'missed', 'unfinished'],
      ...['fehlgeschlagen', 'fehler', 'mit fehlern', 'nicht erfolgreich', 'nicht abgeschlossen'],
      ...['abgebrochen', 'unterbrochen', 'überfällig', 'verpasst'],
    ],
  },
  {
    says: 'warning',
    phrases: [
      ...['completed with warnings', 'with warnings', 'warnings occurred', 'warnings', 'warning'],
      ...['partially', 'mit warnungen', 'warnungen', 'warnung', 'teilweise'],
    ],
  },
  {
    says: 'success',
    phrases: [
      ...['completed successfully', 'finished successfully', 'successfully', 'successful', 'succeeded'],
      ...['success', 'erfolgreich abgeschlossen', 'erfolgreich beendet', 'erfolgreich'],
    ],
  },
])
