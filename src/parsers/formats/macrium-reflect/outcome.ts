import { type Status, worstStatus } from '../../../domain/status.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'

export type Verdict = { status: Status; statusText: string }

/**
 * The worse of subject and body. A subject that names an outcome nobody knows is a warning, whatever the body says; without
 * one the body alone decides. Null when neither says anything.
 */
export function judge(inSubject: string | null, lines: readonly string[]): Verdict | null {
  const inBody = lines.slice(0, MAX_LINES).filter((line) => OUTCOME_LINE.test(line.slice(0, 200)))
  const wordings = [...(inSubject === null ? [] : [inSubject]), ...inBody].map((wording) =>
    wording.slice(0, 200),
  )
  if (wordings.length === 0) return null
  const statuses = wordings.map((wording) => findPhrase(wording, OUTCOMES)?.says ?? 'warning')
  const status = worstStatus(statuses)
  return { status, statusText: wordings[statuses.indexOf(status)] ?? '' }
}

const MAX_LINES = 3000

/** The template's own line (`Success :)`), Site Manager's (`Backup Failed`), and how the log of a run ends. */
const OUTCOME_LINE = new RegExp(
  [
    '^\\p{L}{1,30} ?:[)(|]$',
    '^backup (?:success|successful|succeeded|completed|warnings?|with warnings|fail|failed|failure|aborted)[.!]?$',
    '^(?:image|backup|clone|imaging) (?:completed|aborted|failed|cancell?ed)\\b',
  ].join('|'),
  'iu',
)

const OUTCOMES = compilePhrases<Status>([
  {
    says: 'failed',
    phrases: [
      ...['fail', 'failed', 'failure', 'unsuccessful', 'not successful', 'aborted', 'cancelled', 'canceled'],
      ...['not completed', 'error occurred', 'errors occurred'],
    ],
  },
  {
    says: 'warning',
    phrases: ['warning', 'warnings', 'with errors', 'with exceptions', 'partially', 'partial'],
  },
  // Whatever is denied is no success: `did not complete`, `nicht erfolgreich`.
  { says: 'warning', phrases: ['not', 'never', 'nicht', 'niet', 'non', 'pas'] },
  { says: 'success', phrases: ['success', 'successful', 'successfully', 'succeeded', 'completed'] },
])
