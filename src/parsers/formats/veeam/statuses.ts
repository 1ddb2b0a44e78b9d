import { type Status, worstStatus } from '../../../domain/status.ts'

/** What Veeam's word for a result means; null for a word we have not met. */
export function statusOfWord(word: string): Status | null {
  return STATUS_OF_WORD.get(word.trim().toLowerCase()) ?? null
}

const STATUS_OF_WORD = new Map<string, Status>([
  ['success', 'success'],
  ['warning', 'warning'],
  ['error', 'failed'],
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['canceled', 'failed'],
  ['cancelled', 'failed'],
  ['aborted', 'failed'],
  ['stopped', 'failed'],
  ['terminated', 'failed'],
])

/** What the colour of the title bar means; `warning` for one that is none of Veeam's, null where there is none. */
export function statusOfColour(background: string | null): Status | null {
  if (background === null || NO_COLOUR.has(background)) return null
  return STATUS_OF_COLOUR.get(background) ?? 'warning'
}

const NO_COLOUR = new Set(['#ffffff', 'white', 'transparent', 'none', 'inherit'])
/** Veeam's own colours, and those of scripts that imitate its reports. */
const STATUS_OF_COLOUR = new Map<string, Status>([
  ['#00b050', 'success'],
  ['#ffd96c', 'warning'],
  ['#fbcb95', 'warning'],
  ['#e0a251', 'warning'],
  ['#f5bd4c', 'warning'],
  ['#ffac56', 'warning'],
  ['#fb9895', 'failed'],
  ['#ff0000', 'failed'],
])

export type Evidence = {
  /** The word in the title bar; '' where the report prints none. */
  word: string
  background: string | null
  subjectWord: string | null
  /** Every further word that speaks of the result, with what it means: counters above zero, rows. */
  words: readonly { word: string; status: Status }[]
}

/** The status of the whole report and the wording it rests on. */
export function overallStatus(evidence: Evidence): { status: Status; statusText: string } {
  const { word, words, subjectWord } = evidence
  if (word === '') return withoutTitleWord(evidence)
  const status = statusOfWord(word) ?? 'warning'
  const others = [...words.map((each) => each.status), ...(subjectWord ? [statusOfWord(subjectWord)] : [])]
  const contradicted = status === 'success' && others.some((other) => other !== 'success')
  return {
    status: contradicted ? 'warning' : status,
    statusText: contradicted ? contradiction(evidence) : word,
  }
}

/** `Success, but Error`: the word, and what speaks against it in a counter, a row or the subject. */
function contradiction({ word, words, subjectWord }: Evidence): string {
  const against = words.find((each) => each.status !== 'success')
  return `${word}, but ${against ? against.word || 'no status' : `[${subjectWord}]`}`
}

/** Agent jobs print no word in the title bar: its colour, the counters, the rows and the subject tell, the worst of them. */
function withoutTitleWord({ background, subjectWord, words }: Evidence): {
  status: Status
  statusText: string
} {
  const said = [...words]
  if (subjectWord !== null) {
    said.unshift({ word: subjectWord, status: statusOfWord(subjectWord) ?? 'warning' })
  }
  const colour = statusOfColour(background)
  // Green alone is no success: a word must have said it.
  if (colour !== null && (colour !== 'success' || said.some((each) => each.status === 'success'))) {
    const isVeeams = STATUS_OF_COLOUR.has(background ?? '')
    said.push({ word: isVeeams ? WORD_OF_COLOUR[colour] : `colour ${background}`, status: colour })
  }
  const status = worstStatus(said.map((each) => each.status))
  return { status, statusText: said.find((each) => each.status === status)?.word || 'no status' }
}

const WORD_OF_COLOUR: Record<Status, string> = { success: 'Success', warning: 'Warning', failed: 'Error' }
