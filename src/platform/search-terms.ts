/**
 * What a person types into a search box as LIKE patterns (lower case, `\` escapes): a term without `*` is found anywhere,
 * a term with `*` is taken as written (`srv*` starts with). All terms must match; at most eight are used.
 */
export function searchPatterns(q: string | undefined): string[] {
  const terms = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  return terms.map((term) => {
    const escaped = term.replace(/[\\%_]/g, (sign) => `\\${sign}`)
    return term.includes('*') ? escaped.replaceAll('*', '%') : `%${escaped}%`
  })
}
