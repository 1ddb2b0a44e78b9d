import type { Status } from '../../../domain/status.ts'
import { DENIED } from '../../support/outcome-reader.ts'
import { type Verdict, worstOf } from '../../support/verdicts.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'

/**
 * The worse of subject and body. A subject that names an outcome nobody knows is a warning, whatever the body says; without
 * one the body alone decides. Null when neither says anything.
 */
export function judge(inSubject: string | null, lines: readonly string[]): Verdict | null {
  const inBody = lines.slice(0, MAX_LINES).filter((line) => OUTCOME_LINE.test(line.slice(0, 200)))
  const wordings = [...(inSubject === null ? [] : [inSubject]), ...inBody].map((wording) =>
    wording.slice(0, 200),
  )
  return worstOf(
    wordings.map((text) => ({ status: findPhrase(text, OUTCOMES)?.says ?? 'warning', statusText: text })),
  )
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
  DENIED,
  { says: 'success', phrases: ['success', 'successful', 'successfully', 'succeeded', 'completed'] },
])
