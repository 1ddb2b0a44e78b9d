import { statusOfWord } from './statuses.ts'

export type SubjectFacts = {
  /** The word in brackets, as printed. */
  statusWord: string
  /** What follows it, without the count of objects. */
  name: string
  /** What the count in parentheses counts, in lower case: 'objects', 'vms', 'instances'; null without a count. */
  counted: string | null
  /** What follows the count: '1 failed', ', 2 issues'. */
  issues: string
}

/** `[Failed] Daily (3 objects) 1 failed`, with whatever a relay or a person put before the bracket; null without a bracketed status. */
export function readSubject(subject: string): SubjectFacts | null {
  for (const found of subject.slice(0, MAX_SUBJECT).matchAll(/\[([a-z]{2,20})\]/gi)) {
    const statusWord = found[1] ?? ''
    if (statusOfWord(statusWord) === null) continue
    const rest = subject.slice(found.index + found[0].length, MAX_SUBJECT).trim()
    const count = [...rest.matchAll(COUNT)].at(-1)
    return {
      statusWord,
      name: (count ? rest.slice(0, count.index) : rest).trim(),
      counted: count?.[1]?.toLowerCase() ?? null,
      issues: count
        ? rest
            .slice(count.index + count[0].length)
            .replace(/^,/, '')
            .trim()
        : '',
    }
  }
  return null
}

const MAX_SUBJECT = 500
const COUNT = /\(\d{1,6} (objects?|vms?|instances?|hosts?|machines?|databases?|tapes?|mailboxes|items?)\)/gi
