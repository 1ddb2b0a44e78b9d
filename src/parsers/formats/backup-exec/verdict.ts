import { type Status, worstStatus } from '../../../domain/status.ts'

/** What category, completion status and text together say; the worst of them counts. */
export function readVerdict(
  category: string,
  completion: string | null,
  body: readonly string[],
): { status: Status; statusText: string } {
  const said = [
    ...(completion ? [{ status: completionStatus(completion), text: completion }] : []),
    ...(category ? [{ status: categoryStatus(category), text: category }] : []),
    ...body.flatMap((line) => {
      const sentence = SENTENCES.find(({ pattern }) => pattern.test(line.slice(0, 2000)))
      return sentence ? [{ status: sentence.says, text: line }] : []
    }),
  ]
  const status = worstStatus(said.map((each) => each.status))
  const decisive = said.find((each) => each.status === status)
  return { status, statusText: decisive?.text.slice(0, 300) ?? 'no outcome in the mail' }
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
