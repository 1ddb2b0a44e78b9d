import { Refusal } from './refusal.ts'

/** A page's end as an opaque cursor: the sort values of its last row. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The sort values that a cursor stands for; null without a cursor, refused when it is not one of ours. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number | null)[] | null {
  if (!cursor) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === length) return values
  } catch {
    // Falls through to the refusal: what isn't JSON isn't a cursor either.
  }
  throw new Refusal(
    'bad_cursor',
    'This page link cannot be used any more; start again from the first page.',
    { status: 422 },
  )
}

/** Cuts the one row too many that was asked for and says where the next page starts. */
export function cutPage<T>(
  rows: readonly T[],
  limit: number,
  valuesOf: (row: T) => readonly (string | number | null)[],
): { rows: T[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? encodeCursor(valuesOf(last)) : null }
}
