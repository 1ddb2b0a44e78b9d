/** The text without what no stored text can hold: PostgreSQL knows no NUL, and half a surrogate pair is not Unicode. */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

/** The same for every text in a value. */
export function cleanTexts<T>(value: T): T
export function cleanTexts(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map((item) => cleanTexts(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cleanTexts(member)]))
}
