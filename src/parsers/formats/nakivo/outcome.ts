import { type Status, worstStatus } from '../../../domain/status.ts'
import type { ReportedObject } from '../../parser.ts'
import { DENIED } from '../../support/outcome-reader.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'

/** What a wording says about the outcome; counts in parentheses aside. Null when it holds no known word. */
export function outcomeIn(wording: string): Status | null {
  return findPhrase(wording.slice(0, 300).replace(/\([^()]{0,200}\)/g, ' '), OUTCOMES)?.says ?? null
}

/** Where the known word for the outcome stands, so that it can be cut out; null when there is none. */
export function outcomeSpan(wording: string): { start: number; end: number } | null {
  return findPhrase(wording, OUTCOMES)
}

/** The worst of the wordings; objects and counts that failed or stopped leave no run a success. */
export function judge(wordings: readonly string[], objects: readonly ReportedObject[]): Status {
  const said = worstStatus(wordings.map((wording) => outcomeIn(wording) ?? 'warning'))
  const isSpoilt =
    objects.some((object) => object.status !== 'success') || wordings.some((wording) => badCount(wording) > 0)
  return said === 'success' && isSpoilt ? 'warning' : said
}

/** `Stopped (3 VM successful. 0 VM failed. 2 VM stopped)`: how many did not succeed. */
function badCount(wording: string): number {
  return [...wording.slice(0, 300).matchAll(COUNT)].reduce((sum, [, count]) => sum + Number(count), 0)
}

const COUNT = /(\d{1,6}) [a-z]{1,20} (?:failed|stopped)\b/gi

const OUTCOMES = compilePhrases<Status>([
  {
    says: 'failed',
    phrases: [
      ...['failed', 'failure', 'stopped', 'cancelled', 'canceled', 'aborted', 'error', 'unsuccessful'],
      ...['not successful', 'not completed', 'interrupted'],
    ],
  },
  {
    says: 'warning',
    phrases: ['with warnings', 'with errors', 'with issues', 'warning', 'warnings', 'partially', 'skipped'],
  },
  DENIED,
  { says: 'success', phrases: ['successful', 'successfully', 'succeeded', 'success', 'completed'] },
])
