import { type KnownLabels, type LabelVocabulary, readKnownLabels } from './known-labels.ts'
import { foldWords } from './words.ts'

/**
 * The labelled lines at the head of a report whose labels are everyday words: with a colon, as the first cell of a table
 * row, or alone on the line above the value. What stands further down, a log say, is left out.
 */
export function readSpelledLabels<K extends string>(
  lines: readonly string[],
  vocabulary: LabelVocabulary<K>,
): KnownLabels<K> {
  const head = lines.slice(0, MAX_LINES).map((line) => spelledOut(line.slice(0, MAX_LINE), vocabulary))
  return readKnownLabels(head, vocabulary)
}

const MAX_LINES = 500
const MAX_LINE = 1000

/** A line with a label and no colon as one with it. */
function spelledOut<K extends string>(line: string, { keyOf }: LabelVocabulary<K>): string {
  const [label = '', ...cells] = line.split('\t')
  if (cells.length === 0) return keyOf.has(foldWords(line.trim())) ? `${line}:` : line
  return label.trim().endsWith(':') ? line : `${label.trim()}: ${cells.join(' ')}`
}
