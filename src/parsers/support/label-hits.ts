/** A known label that was found in a line. */
export type LabelHit<K> = {
  key: K
  /** What the label carries in parentheses, folded; null when nothing. */
  qualifier: string | null
  start: number
  /** Behind the label, its parentheses and its colon. */
  end: number
  /** Whether nothing but bullets stands before it. */
  opensLine: boolean
}

/** The labels that a pattern of `labelVocabulary` finds in a folded line, in order. */
export function hitsIn<K>(foldedLine: string, pattern: RegExp, keyOf: ReadonlyMap<string, K>): LabelHit<K>[] {
  const hits: LabelHit<K>[] = []
  for (const match of foldedLine.matchAll(pattern)) {
    if (hits.length === MAX_LABELS_OF_A_LINE) break
    const key = keyOf.get((match[1] ?? '').replace(/ +/g, ' '))
    if (key === undefined) continue
    const opensLine = !/[\p{L}\p{N}]/u.test(foldedLine.slice(0, match.index))
    const end = match.index + match[0].length
    hits.push({ key, qualifier: match[2] ?? null, start: match.index, end, opensLine })
  }
  return hits
}

const MAX_LABELS_OF_A_LINE = 100
