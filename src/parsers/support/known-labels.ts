import { bareHits } from './bare-labels.ts'
import { hitsIn, type LabelHit } from './label-hits.ts'
import { alternatives, foldWords } from './words.ts'

/** The labels that a report may print, by what they stand for; made once by `labelVocabulary`. */
export type LabelVocabulary<K extends string> = {
  keyOf: ReadonlyMap<string, K>
  withColon: RegExp
  withoutColon: RegExp
  /** Whether people use the same words when they write about a backup; see `everydayLabels`. */
  isEveryday: boolean
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
    isEveryday: false,
  }
}

/** The same of words such as `Job` or `Status`, which are labels only with a colon or in a cell of their own. */
export function everydayLabels<K extends string>(labels: Record<K, readonly string[]>): LabelVocabulary<K> {
  return { ...labelVocabulary(labels), isEveryday: true }
}

/**
 * Finds known labels wherever they stand: a line each, several on one line, or without any colon, as mails end up that
 * were flattened on their way. Several values of one label come in the order of the text.
 */
export function readKnownLabels<K extends string>(
  lines: readonly string[],
  vocabulary: LabelVocabulary<K>,
): KnownLabels<K> {
  const spelled = lines.map((line) => hitsIn(foldWords(line), vocabulary.withColon, vocabulary.keyOf))
  const isSpelled = spelled.some((hits) => hits.length > 0)
  return cut(lines, isSpelled ? believable(spelled, lines, vocabulary) : bareHits(lines, vocabulary))
}

/** The first value of the first of these labels that has one, on one line; null when none has. */
export function labelled<K extends string>(labels: KnownLabels<K>, ...keys: readonly K[]): string | null {
  for (const key of keys) {
    const found = labels.values.find((each) => each.key === key && each.value !== '')
    if (found) return found.value.split('\n')[0]?.slice(0, MAX_VALUE) ?? null
  }
  return null
}

/** The whole first value of a label; '' when it has none. */
export function given<K extends string>(labels: KnownLabels<K>, key: K): string {
  return labels.values.find((each) => each.key === key && each.value !== '')?.value ?? ''
}

/** The number that a label gives; 0 when it gives none. */
export function countOf<K extends string>(labels: KnownLabels<K>, key: K): number {
  return Number(/^\d{1,9}/.exec(labelled(labels, key) ?? '')?.[0] ?? 0)
}

const MAX_VALUE = 500

/**
 * A label that begins a line of its own somewhere is mere text where it stands inside another line, say in a task's name;
 * so is an everyday word in the middle of a sentence.
 */
function believable<K extends string>(
  perLine: LabelHit<K>[][],
  lines: readonly string[],
  { isEveryday }: LabelVocabulary<K>,
): LabelHit<K>[][] {
  const opening = new Set(
    perLine.flatMap((hits) => hits.filter((hit) => hit.opensLine).map((hit) => hit.key)),
  )
  return perLine.map((hits, index) => {
    const isOfLabels = !isEveryday || hits[0]?.opensLine
    return hits.filter(
      (hit) =>
        hit.opensLine || (!opening.has(hit.key) && (isOfLabels || isSetApart(lines[index] ?? '', hit.start))),
    )
  })
}

/** Whether what stands before a place ends a sentence, a cell or an enumeration. */
function isSetApart(line: string, at: number): boolean {
  return /[.;,|([\t] ?$/.test(line.slice(Math.max(0, at - 2), at))
}

const MAX_LINES_OF_A_VALUE = 500

function cut<K extends string>(lines: readonly string[], perLine: LabelHit<K>[][]): KnownLabels<K> {
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
