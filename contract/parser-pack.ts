import { z } from 'zod'
import { ruleDraftSchema } from './parser-rule.ts'

/** The facts that a golden sample holds a rule to. */
export const goldenFactsSchema = z.object({
  jobName: z.string(),
  host: z.string().nullable(),
  status: z.enum(['success', 'warning', 'failed']),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  totalBytes: z.number().nullable(),
  objects: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['success', 'warning', 'failed']),
      message: z.string().nullable(),
    }),
  ),
})
export type GoldenFacts = z.infer<typeof goldenFactsSchema>

export const packSampleSchema = z.object({
  name: z.string().max(200),
  /** The mail as RFC 5322 in base64. */
  mail: z.base64().max(2_000_000),
  expected: goldenFactsSchema,
})

/** Parser rules with the mails that show them, as they travel from one installation to another. */
export const packSchema = z.object({
  kind: z.literal('backupchecks_parser_pack'),
  format: z.literal(1),
  exported_at: z.string(),
  rules: z
    .array(
      z.object({
        rule: ruleDraftSchema,
        /** The parser before which it is tried; null: after all built-in ones. */
        before: z.string().max(80).nullable(),
        samples: z.array(packSampleSchema).max(50),
      }),
    )
    .min(1)
    .max(100),
})
export type Pack = z.infer<typeof packSchema>
