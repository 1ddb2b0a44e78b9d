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
