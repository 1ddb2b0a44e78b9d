import { Parser } from 'htmlparser2'

/** Decodes the entities of many texts in one go, which costs a fraction of decoding each by itself; NULs in them are lost. */
export function decodeTogether(texts: readonly string[]): string[] {
  if (texts.length === 0) return []
  const pieces: string[] = []
  const decoder = new Parser({ ontext: (text) => pieces.push(text) }, { decodeEntities: true })
  const together = texts.map((text) => text.replaceAll(APART, '')).join(APART)
  decoder.end(together.replaceAll('<', LESS_THAN))
  return pieces.join('').replaceAll(LESS_THAN, '<').split(APART)
}

/** Stands between the texts; no entity gives one. */
const APART = '\0'
/** Stands for the sign with which a text would become a tag; as itself no mail needs it. */
const LESS_THAN = '\u0001'
