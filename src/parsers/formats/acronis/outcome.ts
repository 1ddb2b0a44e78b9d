import type { Status } from '../../../domain/status.ts'
import { type Verdict, withoutNames, worstOf } from '../../support/verdicts.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'

export type Wordings = {
  subject: string
  /** The values of labels that name the outcome; null for those that are missing. */
  labels: readonly (string | null)[]
  /** The body's lines that belong to no label. */
  sentences: readonly string[]
}

/** The worst of what subject, labels and the sentences about the backup say; null when none of them speaks of an outcome. */
export function judge(wordings: Wordings, names: readonly (string | null)[]): Verdict | null {
  const subject = shortened(wordings.subject)
  const said: Verdict[] = []
  const add = (text: string, status: Status | null): void => {
    if (status) said.push({ status, statusText: text })
  }
  add(subject, outcomeIn(withoutNames(subject, ...names)))
  for (const label of wordings.labels) if (label) add(shortened(label), outcomeIn(label) ?? 'warning')
  for (const sentence of wordings.sentences.slice(0, MAX_SENTENCES)) {
    const masked = withoutNames(shortened(sentence), ...names)
    if (ABOUT_BACKUP.test(masked)) add(shortened(sentence), outcomeIn(masked))
  }
  // The subject tells what the mail is about: with an unknown word for the outcome it is an unknown outcome.
  if (said.length === 0 && ABOUT_RUN.test(subject)) add(subject, 'warning')
  return worstOf(said)
}

const MAX_SENTENCES = 30
const MAX_TEXT = 300
const ABOUT_BACKUP = /back-?up|sicherung|\btask\b|\bplan\b/i
const ABOUT_RUN = /\b(?:back-?up|task|plan|datensicherung)\b/i

const OUTCOMES = compilePhrases<Status>([
  {
    says: 'failed',
    phrases: [
      ...['failed', 'failure', 'not successful', 'unsuccessful', 'not completed', 'did not start'],
      ...['not started', 'missed', 'canceled', 'cancelled', 'aborted', 'interrupted', 'stopped', 'corrupted'],
      ...['with errors', 'fehlgeschlagen', 'fehlgeschlagene', 'fehler', 'nicht erfolgreich'],
      ...['nicht abgeschlossen', 'nicht gestartet', 'verpasst', 'abgebrochen', 'unterbrochen', 'beschädigt'],
      'mit fehlern',
    ],
  },
  {
    says: 'warning',
    phrases: [
      ...['with warnings', 'with warning', 'with a warning', 'warning', 'warnings', 'partially', 'skipped'],
      ...['mit warnungen', 'mit warnung', 'mit einer warnung', 'warnung', 'warnungen', 'teilweise'],
      'übersprungen',
    ],
  },
  {
    says: 'success',
    phrases: [
      ...['succeeded', 'success', 'successful', 'successfully', 'erfolgreich', 'erfolg'],
      ...['erfolgreiches', 'erfolgreiche'],
    ],
  },
])

/** What a wording says about the outcome; null when it holds no known word for one. */
function outcomeIn(wording: string): Status | null {
  return findPhrase(wording.slice(0, MAX_TEXT), OUTCOMES)?.says ?? null
}

function shortened(text: string): string {
  return text.slice(0, MAX_TEXT)
}
