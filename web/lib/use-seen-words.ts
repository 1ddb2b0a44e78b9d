import { useRef } from 'react'

/** Words met in the rows so far, sorted: the choices of a filter that the server keeps no list of. */
export function useSeenWords(words: readonly (string | null | undefined)[]): string[] {
  const seen = useRef(new Set<string>())
  for (const word of words) if (word) seen.current.add(word)
  return [...seen.current].sort((one, other) => one.localeCompare(other))
}
