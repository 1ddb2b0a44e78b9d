import type { StatusWords } from '../../domain/parser-rule.ts'
import type { Status } from '../../domain/status.ts'
import { compilePhrases, findPhrase, foldWords } from '../support/words.ts'

export type Verdict = { status: Status; statusText: string }

/** A word before a success that turns it round: "not successful", "nicht erfolgreich". */
const NEGATION =
  /(?:^|[^\p{L}])(?:not|no|never|un|in|nicht|kein|keine|nie|niet|geen|nooit|pas|non|sans|ohne|zonder|without|ikke|inte|ej)[\s-]*(?:\p{L}+\s+)?$/u

/** Judges texts by a rule's words: the worst that is found counts, what no word covers is a warning with the text shown. */
export function compileStatusWords(words: StatusWords): (text: string | null) => Verdict {
  const phrases = compilePhrases(
    (['failed', 'warning', 'success'] as const)
      .map((says) => ({ says, phrases: words[says].filter((word) => word.trim() !== '') }))
      .filter((row) => row.phrases.length > 0),
  )
  return (text) => {
    if (text === null || text.trim() === '') return { status: 'warning', statusText: 'No status was found' }
    const statusText = text.trim().slice(0, 300)
    const found = findPhrase(text, phrases)
    if (!found) return { status: 'warning', statusText }
    const isTurned = found.says === 'success' && NEGATION.test(foldWords(text).slice(0, found.start))
    return { status: isTurned ? 'warning' : found.says, statusText }
  }
}
