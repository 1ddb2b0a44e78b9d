import type { Status } from '../../../domain/status.ts'

export type Severity = 'info' | 'warning' | 'error'

/** The severity that a word stands for in any of the known languages; null for an unknown word. */
export function severityOf(word: string): Severity | null {
  return SEVERITIES.get(word.trim().toLowerCase()) ?? null
}

const WORDS: readonly (readonly [Severity, string])[] = [
  ['info', 'info information informazioni informazione informatie informationen informations información'],
  ['warning', 'warning avviso waarschuwing warnung avertissement advertencia'],
  ['error', 'error errore fout fehler erreur'],
]
const SEVERITIES = new Map(
  WORDS.flatMap(([severity, words]) => words.split(' ').map((word): [string, Severity] => [word, severity])),
)

/** What a severity says about a run: info says nothing, and a word that is not known is a warning. */
export function statusOfSeverity(word: string): Status | null {
  const severity = severityOf(word)
  if (severity === 'info') return null
  return severity === 'error' ? 'failed' : 'warning'
}
