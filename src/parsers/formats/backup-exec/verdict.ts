import type { Status } from '../../../domain/status.ts'
import { type Verdict, worstOf } from '../../support/verdicts.ts'

/** What category, completion status and text together say; the worst of them counts. */
export function readVerdict(category: string, completion: string | null, body: readonly string[]): Verdict {
  const said: Verdict[] = [
    ...(completion ? [{ status: completionStatus(completion), statusText: completion.slice(0, 300) }] : []),
    ...(category ? [{ status: categoryStatus(category), statusText: category }] : []),
    ...body.flatMap((line) => {
      const sentence = SENTENCES.find(({ pattern }) => pattern.test(line.slice(0, 2000)))
      return sentence ? [{ status: sentence.says, statusText: line.slice(0, 300) }] : []
    }),
  ]
  return worstOf(said) ?? { status: 'warning', statusText: 'no outcome in the mail' }
}

/** Alerts that tell of a job, but nothing about its end. */
export function saysNothing(category: string): boolean {
  return /^(?:job start|service (?:start|stop))\b|\binformation$/i.test(category)
}

/** A mail about exceptions opens with "completed successfully" as well, hence the order. */
const SENTENCES: readonly { says: Status; pattern: RegExp }[] = [
  { says: 'failed', pattern: /\bthe job (?:failed|was cancell?ed|was aborted|was missed)\b/i },
  { says: 'warning', pattern: /\bhowever, the following conditions were\b|\bcompleted with exceptions\b/i },
  { says: 'success', pattern: /\bjob completed successfully\b/i },
]

function categoryStatus(category: string): Status {
  if (/^job (?:failed|failure|cancell?ation|cancell?ed|missed)$/i.test(category)) return 'failed'
  return /^job success$/i.test(category) ? 'success' : 'warning'
}

function completionStatus(completion: string): Status {
  if (/^(?:failed|error|missed|cancell?ed|aborted|recovered)\b/i.test(completion)) return 'failed'
  return /^(?:successful|success)[.!]?$/i.test(completion) ? 'success' : 'warning'
}
