import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router'
import { z } from 'zod'

/** Plain `?q=srv*&customer_id=5`: no quotes around words, nothing but flat values. */
export const parseSearch = parseSearchWith((value) => value)
export const stringifySearch = stringifySearchWith(JSON.stringify)

/** A word in the URL; nonsense and blanks count as absent. */
export const textParam = z.coerce
  .string()
  .max(500)
  .transform((text) => text || undefined)
  .optional()
  .catch(undefined)

/** An id in the URL. */
export const idParam = z.coerce.number().int().positive().optional().catch(undefined)

/** One of a closed set of words in the URL. */
export function wordParam<const Word extends string>(words: readonly Word[]) {
  return z.enum(words).optional().catch(undefined)
}

/** Page state that reaches a feature: what the URL says, and how to change it. */
export type SetSearch<Search> = (patch: Partial<Search>, how?: { replace?: boolean }) => void
