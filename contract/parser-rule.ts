import { z } from 'zod'
import { MAIL_PARTS, type ParserRule } from '../src/domain/parser-rule.ts'

const text = z.string().max(500)
const part = z.enum(MAIL_PARTS)

export const ruleConditionSchema = z.object({
  part,
  how: z.enum(['contains', 'equals', 'starts with', 'ends with', 'matches']),
  value: text.trim().min(1),
})

export const textWaySchema = z.discriminatedUnion('way', [
  z.object({ way: z.literal('fixed'), text: text.trim().min(1) }),
  z.object({ way: z.literal('label'), label: text.trim().min(1) }),
  z.object({ way: z.literal('between'), part, before: text, after: text }),
  z.object({ way: z.literal('pattern'), part, pattern: text.min(1) }),
])

const words = z.array(text.trim().min(1)).max(100)
const column = text.trim().min(1).nullable()
const leaveOut = z.array(text).max(100)

export const objectRowsSchema = z.discriminatedUnion('way', [
  z.object({
    way: z.literal('table'),
    columns: z.object({
      name: text.trim().min(1),
      status: column,
      message: column,
      size: column,
      transferred: column,
      started: column,
      ended: column,
    }),
    leaveOut,
  }),
  z.object({ way: z.literal('lines'), pattern: text.min(1), leaveOut }),
])

/** A rule as a user writes it: everything but the version, which the store counts. */
export const ruleDraftSchema = z.object({
  id: z
    .string()
    .max(80)
    .regex(/^rule-[a-z0-9]+(-[a-z0-9]+)*$/, 'An id looks like rule-acme-backup.'),
  name: z.string().trim().min(1).max(200),
  software: z.string().trim().min(1).max(100),
  type: z.string().trim().min(1).max(100),
  informational: z.boolean(),
  cadence: z.enum(['report', 'event']),
  conditions: z.array(ruleConditionSchema).min(1).max(20),
  jobName: textWaySchema,
  host: textWaySchema.nullable(),
  status: textWaySchema,
  statusWords: z.object({ success: words, warning: words, failed: words }),
  message: textWaySchema.nullable(),
  startedAt: textWaySchema.nullable(),
  endedAt: textWaySchema.nullable(),
  totalBytes: textWaySchema.nullable(),
  objects: objectRowsSchema.nullable(),
})

export const parserRuleSchema = ruleDraftSchema.extend({
  version: z.number().int().positive(),
}) satisfies z.ZodType<ParserRule>

export type RuleDraft = z.infer<typeof ruleDraftSchema>
