import type { Status } from '../../../domain/status.ts'

const WORDS: Record<string, Status> = {
  success: 'success',
  warning: 'warning',
  error: 'failed',
  failed: 'failed',
}

/** Backgrounds of Veeam's header by what they say; they may make a report worse, never better. */
const COLOURS: Record<string, Status> = {
  '#ffd96c': 'warning',
  '#fbcb95': 'warning',
  '#e0a251': 'warning',
  '#f5bd4c': 'warning',
  '#ffac56': 'warning',
  '#fb9895': 'failed',
  '#ff0000': 'failed',
}

const GREEN = '#00b050'

/** The status that Veeam's own word stands for; null when it is none of its words. */
export function statusOfWord(word: string): Status | null {
  return WORDS[word.trim().toLowerCase()] ?? null
}

/** The status in brackets that the default subject carries, wherever it stands; null when there is none. */
export function statusInSubject(subject: string): { status: Status; word: string } | null {
  for (const [, word = ''] of subject.slice(0, 500).matchAll(/\[([A-Za-z]{1,20})\]/g)) {
    const status = statusOfWord(word)
    if (status) return { status, word }
  }
  return null
}

/** What a header colour says when no word does: yellow and red tell of trouble, green alone proves nothing. */
export function statusOfColour(colour: string | null): Status | null {
  return colour === null ? null : (COLOURS[colour] ?? null)
}

/** Whether this is a background that Veeam gives to the header of a report. */
export function isHeaderColour(colour: string | null): boolean {
  return colour !== null && (colour === GREEN || colour in COLOURS)
}
