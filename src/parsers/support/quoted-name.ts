/** The first text in quotes of any kind, trimmed; null when nothing is quoted. */
export function quotedName(text: string): string | null {
  const found = QUOTED.exec(text)?.slice(1)
  return found ? (found.find((name) => name !== undefined) ?? '').trim() : null
}

/** An apostrophe inside a word opens no quotation. */
const QUOTED = /"([^"]{1,200})"|[“„]([^“”]{1,200})[“”]|(?<!\w)'([^']{1,200})'/
