import { z } from 'zod'
import { ADMINS, idSchema, instantSchema, objectSchema, routeFor, statusSchema } from './base.ts'
import { packSchema } from './parser-pack.ts'
import { objectRowsSchema, parserRuleSchema, ruleDraftSchema, textWaySchema } from './parser-rule.ts'

const ruleId = ruleDraftSchema.shape.id
const part = z.enum(['from', 'subject', 'body'])

/** What a rule makes of a mail: the shape that the Inbox shows too. */
const ruleResultSchema = z.object({
  software: z.string(),
  type: z.string(),
  jobName: z.string(),
  host: z.string().nullable(),
  status: statusSchema,
  statusText: z.string(),
  remark: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  totalBytes: z.number().nullable(),
  objects: z.array(objectSchema),
})

/** A mail as rules see it: texts in which a person points, and the tables that objects may stand in. */
const sampleSchema = z.object({
  id: idSchema,
  fromAddress: z.string(),
  receivedAt: instantSchema,
  parserId: z.string().nullable(),
  parts: z.object({ from: z.string(), subject: z.string(), body: z.string() }),
  /** True when the body is longer than what is shown. */
  isCut: z.boolean(),
  tables: z.array(
    z.object({
      header: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      rowCount: z.number().int(),
      /** Which column is likely what, by its header. */
      proposal: objectRowsSchema,
    }),
  ),
  /** A rule to begin with: sender and subject as conditions, the usual words for each status. */
  draft: ruleDraftSchema,
})

const placement = z.string().max(80).nullable()

export const parserRulesContract = {
  get: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/parser-rules/{id}',
      tags: ['Parsers'],
      summary: 'A rule with its versions and golden samples',
    })
    .input(z.object({ id: ruleId }))
    .output(
      z.object({
        rule: parserRuleSchema,
        before: placement,
        enabled: z.boolean(),
        versions: z.array(
          z.object({ version: z.number().int(), createdAt: instantSchema, createdBy: z.string().nullable() }),
        ),
        samples: z.array(
          z.object({
            id: idSchema,
            name: z.string(),
            messageId: idSchema.nullable(),
            /** Whether the newest version still reads it as it was read when it was kept. */
            agrees: z.boolean(),
          }),
        ),
      }),
    ),
  sample: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/parser-rules/samples/{messageId}',
      tags: ['Parsers'],
      summary: 'A stored message as rules see it',
    })
    .input(z.object({ messageId: idSchema }))
    .output(sampleSchema),
  point: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/parser-rules/point',
      tags: ['Parsers'],
      summary: 'Ways to read the text that a person pointed at',
    })
    .input(
      z.object({
        messageId: idSchema,
        part,
        start: z.number().int().min(0),
        end: z.number().int().min(1),
      }),
    )
    .output(z.object({ text: z.string(), ways: z.array(textWaySchema) })),
  try: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/parser-rules/try',
      tags: ['Parsers'],
      summary: 'What a rule makes of one message; changes nothing',
    })
    .input(z.object({ messageId: idSchema, rule: ruleDraftSchema, before: placement }))
    .output(
      z.object({
        /** For each condition of the rule whether it holds. */
        conditions: z.array(z.boolean()),
        problems: z.array(z.object({ place: z.string(), problem: z.string() })),
        result: ruleResultSchema.nullable(),
        /** Who takes the message with this rule in the list: the rule itself, another parser, or nobody. */
        takenBy: z.string().nullable(),
      }),
    ),
  save: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/parser-rules',
      tags: ['Parsers'],
      summary: 'Keep a rule: a new one, or a new version',
    })
    .input(z.object({ rule: ruleDraftSchema, before: placement, sampleMessageId: idSchema.nullable() }))
    .output(z.object({ id: ruleId, version: z.number().int(), isNewVersion: z.boolean() })),
  place: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/parser-rules/{id}/place',
      tags: ['Parsers'],
      summary: 'Switch a rule on or off, or move it in the list',
    })
    .input(z.object({ id: ruleId, enabled: z.boolean().optional(), before: placement.optional() }))
    .output(z.object({ ok: z.literal(true) })),
  remove: routeFor(ADMINS)
    .route({
      method: 'DELETE',
      path: '/parser-rules/{id}',
      tags: ['Parsers'],
      summary: 'Remove a rule; what it read stays as it was read',
    })
    .input(z.object({ id: ruleId }))
    .output(z.object({ ok: z.literal(true) })),
  readWaiting: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/parser-rules/{id}/read-waiting',
      tags: ['Parsers'],
      summary: 'Read unread messages of the Inbox that fit a rule, a batch at a time',
    })
    .input(z.object({ id: ruleId, lastId: idSchema.optional() }))
    .output(
      z.object({
        processed: z.number().int(),
        parsed: z.number().int(),
        autoApproved: z.number().int(),
        lastId: idSchema.nullable(),
        done: z.boolean(),
      }),
    ),
  exportPack: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/parser-rules/pack/export',
      tags: ['Parsers'],
      summary: 'Rules with their golden samples as one file',
    })
    .input(z.object({ ids: z.array(ruleId).min(1).max(100), anonymise: z.boolean() }))
    .output(packSchema),
  importPack: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/parser-rules/pack/import',
      tags: ['Parsers'],
      summary: 'Take in the rules of a pack whose samples agree',
    })
    .input(z.object({ pack: packSchema }))
    .output(
      z.object({
        rules: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            outcome: z.enum(['new', 'new version', 'unchanged', 'refused']),
            version: z.number().int().nullable(),
            samples: z.number().int(),
            problem: z.string().nullable(),
          }),
        ),
      }),
    ),
}
