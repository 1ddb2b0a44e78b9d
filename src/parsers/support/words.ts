/** A table of wordings: what each list of phrases says. Earlier rows win over later ones. */
export type PhraseTable<T> = readonly { says: T; phrases: readonly string[] }[]

/** A phrase that was found: what it says and where it stands in the text that was searched. */
export type FoundPhrase<T> = { says: T; start: number; end: number }

/** A table made ready for searching; see `compilePhrases`. */
export type Phrases<T> = readonly { says: T; anywhere: RegExp; atEnd: RegExp }[]

/**
 * A text for comparing: lower case, no accents, plain apostrophes, hyphens and spaces. It is exactly as long as the
 * original, so that a position found in it can be used to cut the original.
 */
export function foldWords(text: string): string {
  return text.replace(/[^\0-\x7f]/g, foldCharacter).toLowerCase()
}

/** Makes a table searchable; phrases match whole words only, and ignore what `foldWords` folds. */
export function compilePhrases<T>(table: PhraseTable<T>): Phrases<T> {
  return table.map(({ says, phrases }) => {
    const words = alternatives(phrases)
    return {
      says,
      anywhere: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'u'),
      atEnd: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})$`, 'u'),
    }
  })
}

/** The first row of the table of which a phrase stands in the text; null when none does. */
export function findPhrase<T>(text: string, phrases: Phrases<T>): FoundPhrase<T> | null {
  return firstFound(foldWords(text), phrases, 'anywhere')
}

/** The first row of the table with a phrase that ends the text; null when none does. */
export function findPhraseAtEnd<T>(text: string, phrases: Phrases<T>): FoundPhrase<T> | null {
  return firstFound(foldWords(text), phrases, 'atEnd')
}

/** Phrases as the alternatives of a regular expression over folded text, the longest first. */
export function alternatives(phrases: readonly string[]): string {
  return [...phrases]
    .sort((one, other) => other.length - one.length)
    .map((phrase) => RegExp.escape(foldWords(phrase)).replaceAll('\\x20', ' +'))
    .join('|')
}

function firstFound<T>(
  text: string,
  phrases: Phrases<T>,
  where: 'anywhere' | 'atEnd',
): FoundPhrase<T> | null {
  for (const row of phrases) {
    const found = row[where].exec(text)
    if (found) return { says: row.says, start: found.index, end: found.index + found[0].length }
  }
  return null
}

const PLAIN: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '´': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2013': '-',
  '\u2014': '-',
}

/** At most one entry for each of the 65,536 code units. */
const folded = new Map<string, string>()

function foldCharacter(character: string): string {
  const known = folded.get(character)
  if (known !== undefined) return known
  const plain = PLAIN[character] ?? (/\s/.test(character) ? ' ' : character.normalize('NFD').charAt(0))
  const result = plain.toLowerCase().length === 1 ? plain : character
  folded.set(character, result)
  return result
}
