import { VendorError } from './wire.ts'

/** Refuses the query options that this collection does not know, as OData services do; options without $ are passed over. */
export function checkOptions(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (!name.startsWith('$') || known.includes(name)) continue
    throw badQuery(`The query option '${name}' is not supported.`)
  }
}

/** The chosen properties in $select; everything without it. */
export function selected(
  query: URLSearchParams,
  properties: readonly string[],
  type: string,
): readonly string[] {
  const text = query.get('$select')
  if (text === null) return properties
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) {
    if (properties.includes(name)) continue
    throw badQuery(`Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`)
  }
  // The id comes whether it was chosen or not.
  return ['id', ...names.filter((name) => name !== 'id')]
}

export function pick(item: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, item[name]]))
}

/** A position in the store instead of a count: the first link of the real service already says 190 for a page of 100. */
const FIRST_POSITION = 180

/**
 * One page of a collection and the link to the next. The link holds a position, so what is moved away between two pages
 * pulls the rest forward, and the next page misses it.
 */
export function pageOf<T>(
  items: readonly T[],
  query: URLSearchParams,
  { url, pageSize }: { url: string; pageSize: number },
) {
  const top = integer(query, '$top', 10)
  if (top < 1 || top > 1000) throw badQuery(`Invalid value '${top}' for $top: it must be from 1 to 1000.`)
  const position = integer(query, '$skip', 0)
  const start = position >= FIRST_POSITION ? position - FIRST_POSITION : position
  const end = start + Math.min(top, pageSize)
  const next = new URL(url)
  next.search = new URLSearchParams([...query].filter(([name]) => name !== '$skip')).toString()
  next.searchParams.set('$skip', String(end + FIRST_POSITION))
  return {
    items: items.slice(start, end),
    link: end < items.length ? { '@odata.nextLink': next.toString() } : {},
  }
}

function integer(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  if (!/^\d{1,9}$/.test(text)) throw badQuery(`Invalid value '${text}' for ${name}.`)
  return Number(text)
}

export const badQuery = (message: string) => new VendorError(400, 'RequestBroker--ParseUri', message)
