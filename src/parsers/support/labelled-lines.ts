import { alternatives, foldWords } from './words.ts'

/** `Label: value` lines of a text as a map from folded label to value; the first of equal labels wins. */
export function labelledLines(lines: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon <= 0 || colon > 80) continue
    const label = foldLabel(line.slice(0, colon).replace(/^[-*•\s]+/, ''))
    if (label && !found.has(label)) found.set(label, line.slice(colon + 1).trim())
  }
  return found
}

/** The value of the first of these labels (any case) that the text carries; null when none does or it is empty. */
export function labelValue(labels: Map<string, string>, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = labels.get(foldLabel(name))
    if (value) return value
  }
  return null
}

/** Folds what differs without meaning: case, typographic apostrophes, non-breaking spaces, the French space before a colon. */
function foldLabel(label: string): string {
  return label
    .replace(/[’‘`´]/g, "'")
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .toLowerCase()
}

/** The labels that a report may print, by what they stand for; made once by `labelVocabulary`. */
export type LabelVocabulary<K extends string> = {
  keyOf: ReadonlyMap<string, K>
  withColon: RegExp
  withoutColon: RegExp
}

export type LabelledValue<K extends string> = {
  key: K
  /** What the label carries in parentheses, folded: `Device list (failed)`; null when nothing. */
  qualifier: string | null
  /** The value; several lines when the label stands alone above them. */
  value: string
}

export type KnownLabels<K extends string> = {
  values: LabelledValue<K>[]
  /** The lines and parts of lines that belong to no label, in order. */
  rest: string[]
}

/** The known labels in all their languages, ready for `readKnownLabels`. */
export function labelVocabulary<K extends string>(labels: Record<K, readonly string[]>): LabelVocabulary<K> {
  const keyOf = new Map<string, K>()
  for (const key in labels) for (const label of labels[key]) keyOf.set(foldWords(label), key)
  const label = `(?<![\\p{L}\\p{N}])(${alternatives([...keyOf.keys()])})(?: ?\\(([^()]{1,60})\\))?`
  return {
    keyOf,
    withColon: new RegExp(`${label}[ \\t]?:`, 'gu'),
    withoutColon: new RegExp(`${label}(?![\\p{L}\\p{N}])`, 'gu'),
  }
}

/**
 * Finds known labels wherever they stand: a line each, several on one line, or without any colon, as mails end up that
 * were flattened on their way. Several values of one label come in the order of the text.
 */
export function readKnownLabels<K extends string>(
  lines: readonly string[],
  vocabulary: LabelVocabulary<K>,
): KnownLabels<K> {
  const folded = lines.map(foldWords)
  const spelled = folded.map((line) => hitsIn(line, vocabulary.withColon, vocabulary.keyOf))
  const bare = spelled.some((hits) => hits.length > 0)
    ? null
    : folded.map((line) => hitsIn(line, vocabulary.withoutColon, vocabulary.keyOf))
  return cut(lines, bare ? believableBare(bare) : believable(spelled))
}

const MAX_LABELS_OF_A_LINE = 100

type Hit<K> = { key: K; qualifier: string | null; start: number; end: number; opensLine: boolean }

function hitsIn<K extends string>(line: string, pattern: RegExp, keyOf: ReadonlyMap<string, K>): Hit<K>[] {
  const hits: Hit<K>[] = []
  for (const match of line.matchAll(pattern)) {
    if (hits.length === MAX_LABELS_OF_A_LINE) break
    const key = keyOf.get((match[1] ?? '').replace(/ +/g, ' '))
    if (key === undefined) continue
    const opensLine = !/[\p{L}\p{N}]/u.test(line.slice(0, match.index))
    const end = match.index + match[0].length
    hits.push({ key, qualifier: match[2] ?? null, start: match.index, end, opensLine })
  }
  return hits
}

/** A label that begins a line of its own somewhere is mere text where it stands inside another line, say in a task's name. */
function believable<K>(perLine: Hit<K>[][]): Hit<K>[][] {
  const opening = new Set(
    perLine.flatMap((hits) => hits.filter((hit) => hit.opensLine).map((hit) => hit.key)),
  )
  return perLine.map((hits) => hits.filter((hit) => hit.opensLine || !opening.has(hit.key)))
}

/** Without colons a word is a label only in company: several on a line, or several lines that begin with one. */
function believableBare<K>(perLine: Hit<K>[][]): Hit<K>[][] {
  const kept = perLine.map((hits) => {
    const last = hits.filter((hit, index) => !hits.slice(index + 1).some((later) => later.key === hit.key))
    return last.length > 1 ? last : last.filter((hit) => hit.opensLine)
  })
  return new Set(kept.flat().map((hit) => hit.key)).size > 1 ? kept : kept.map(() => [])
}

const MAX_LINES_OF_A_VALUE = 500

function cut<K extends string>(lines: readonly string[], perLine: Hit<K>[][]): KnownLabels<K> {
  const values: LabelledValue<K>[] = []
  const rest: string[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const hits = perLine[index] ?? []
    rest.push(line.slice(0, hits[0]?.start ?? line.length).trim())
    for (const [at, hit] of hits.entries()) {
      const value = line.slice(hit.end, hits[at + 1]?.start ?? line.length).trim()
      values.push({ key: hit.key, qualifier: hit.qualifier, value })
    }
    const last = values.at(-1)
    if (hits.length === 0 || !last || last.value !== '') continue
    const below: string[] = []
    while (below.length < MAX_LINES_OF_A_VALUE && lines[index + 1] && perLine[index + 1]?.length === 0) {
      below.push((lines[++index] ?? '').trim())
    }
    last.value = below.join('\n')
  }
  return { values, rest: rest.filter((line) => line !== '' && !/^[-*•\s]+$/.test(line)) }
}
