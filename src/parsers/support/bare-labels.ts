import { hitsIn, type LabelHit } from './label-hits.ts'
import { foldWords } from './words.ts'

/** What labels without colons are looked for by; see `labelVocabulary`. */
type BareVocabulary<K> = { keyOf: ReadonlyMap<string, K>; withoutColon: RegExp; isEveryday: boolean }

/**
 * The labels of a mail that has lost all its colons, by line. Any label may be a word of a sentence as well, so one must
 * look like a label: alone in its cell or line, at the head of a line, or with several others on one long line; written
 * with a capital, as all of them are; and in company of another. Everyday words must fill a cell.
 */
export function bareHits<K>(lines: readonly string[], vocabulary: BareVocabulary<K>): LabelHit<K>[][] {
  const { keyOf, withoutColon, isEveryday } = vocabulary
  const perLine = lines.map((line) => {
    const hits = hitsIn(foldWords(line), withoutColon, keyOf).filter((hit) => isCapital(line[hit.start]))
    if (line.includes('\t')) return hits.filter((hit) => fillsCell(line, hit))
    return isEveryday ? [] : (wholeLine(line, hits) ?? flattened(line, hits) ?? heading(line, hits))
  })
  const isLoose = (index: number): boolean =>
    perLine[index]?.length === 1 && !fillsCell(lines[index] ?? '', perLine[index]?.[0])
  const believed = lines.some((line, index) => isLoose(index) && /\d/.test(line))
    ? perLine
    : perLine.map((hits, index) => (isLoose(index) ? [] : hits))
  return new Set(believed.flat().map((hit) => hit.key)).size > 1 ? believed : believed.map(() => [])
}

function isCapital(letter: string | undefined): boolean {
  return letter !== undefined && letter === letter.toUpperCase()
}

function fillsCell<K>(line: string, hit: LabelHit<K> | undefined): boolean {
  if (!hit) return false
  const before = line.slice(line.lastIndexOf('\t', hit.start) + 1, hit.start)
  const after = line.slice(hit.end).split('\t', 1)[0] ?? ''
  return !/[\p{L}\p{N}]/u.test(before) && after.trim() === ''
}

/** A label alone, with its value on the lines below. */
function wholeLine<K>(line: string, hits: readonly LabelHit<K>[]): LabelHit<K>[] | null {
  const whole = hits.filter((hit) => fillsCell(line, hit))
  return whole.length > 0 ? whole : null
}

/** Three labels or more on one line with their values, of which one is a time or a size; two may meet in a sentence. The last mention of each counts. */
function flattened<K>(line: string, hits: readonly LabelHit<K>[]): LabelHit<K>[] | null {
  const last = hits.filter((hit, at) => !hits.slice(at + 1).some((later) => later.key === hit.key))
  const between = last.slice(0, -1).map((hit, at) => line.slice(hit.end, last[at + 1]?.start))
  const isReport =
    last.length >= 3 &&
    between.every((value) => /[\p{L}\p{N}]/u.test(value)) &&
    between.some((value) => /\d/.test(value))
  return isReport ? last : null
}

/** One label that opens the line, unless the line ends like a sentence. */
function heading<K>(line: string, hits: readonly LabelHit<K>[]): LabelHit<K>[] {
  return hits.filter((hit) => hit.opensLine && !/[.!?]$/.test(line))
}
