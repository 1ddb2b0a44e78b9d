import { z } from 'zod'
import { ADMINS, instantSchema, routeFor } from './base.ts'

export const PARSER_KINDS = ['built-in', 'rule'] as const
export const PARSER_ORIGINS = [
  'received',
  'vendor template',
  'screenshot',
  'manual only',
  'user rule',
] as const

/** What of a parser can fall behind its own history: the messages it reads, or a fact that its results used to carry. */
export const DRIFT_MEASURES = [
  'match',
  'objects',
  'started',
  'ended',
  'size',
  'host',
  'status words',
] as const

const daySchema = z.string().describe('A calendar day of the time zone of the settings, YYYY-MM-DD')
const countSchema = z.number().int().nonnegative()
/** How many of how many; a rate is undefined where `of` is 0. */
const shareSchema = z.object({ count: countSchema, of: countSchema })

export const driftAlarmSchema = z.object({
  parserId: z.string(),
  measure: z.enum(DRIFT_MEASURES),
  /** The 28 days before the last seven. */
  before: shareSchema,
  /** The last seven days, today included. */
  now: shareSchema,
  since: daySchema,
  /** What dropped, from what to what, since when. */
  says: z.string(),
  /** What a person does about it. */
  todo: z.string(),
})

export const parserRowSchema = z.object({
  /** The place in the one list in which mails are tried, from 1; null for a rule that is switched off. */
  position: z.number().int().positive().nullable(),
  id: z.string(),
  kind: z.enum(PARSER_KINDS),
  /** A rule's name; a built-in parser goes by its id. */
  name: z.string().nullable(),
  software: z.string(),
  types: z.array(z.string()),
  version: z.number().int(),
  description: z.string(),
  origin: z.enum(PARSER_ORIGINS),
  informational: z.boolean(),
  cadence: z.enum(['report', 'event']),
  enabled: z.boolean(),
  /** What a mail looks like that this parser takes; of several texts in one line, one is enough. A rule needs all of its lines. */
  criteria: z.array(
    z.object({
      part: z.enum(['From', 'Subject', 'Body']),
      how: z.enum(['contains', 'equals', 'starts with', 'ends with', 'matches']),
      texts: z.array(z.string()),
    }),
  ),
  /** Generic example subjects. */
  examples: z.array(z.string()),
  /** Messages that it read in the last 30 days. */
  matched: countSchema,
  /** Messages of its senders that nothing could read in the last 30 days. */
  failed: countSchema,
  alarms: z.array(driftAlarmSchema),
})

export const parserSchema = parserRowSchema.extend({
  /** The last 35 days, oldest first: the seven that are looked at, and the 28 that they are compared with. */
  days: z.array(z.object({ day: daySchema, read: countSchema, failed: countSchema })),
  /** How often each measure held, in the last seven days and in the 28 before. */
  rates: z.array(z.object({ measure: z.enum(DRIFT_MEASURES), before: shareSchema, now: shareSchema })),
})

export const parsersContract = {
  list: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/parsers',
      tags: ['Parsers'],
      summary: 'All parsers in the order in which mails are tried, with what each read and failed to read',
    })
    .output(
      z.object({
        rows: z.array(parserRowSchema),
        /** When the messages were last counted; null before the first time. */
        countedAt: instantSchema.nullable(),
      }),
    ),
  get: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/parsers/{id}',
      tags: ['Parsers'],
      summary: 'One parser with its last 35 days',
    })
    .input(z.object({ id: z.string().max(200) }))
    .output(parserSchema),
}
