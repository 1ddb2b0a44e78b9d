import { z } from 'zod'
import {
  customerRef,
  idSchema,
  instantSchema,
  jobRef,
  objectSchema,
  pageInput,
  pageOf,
  READERS,
  refusedSchema,
  routeFor,
  statusSchema,
  WORKERS,
} from './base.ts'

export const parseStateSchema = z.enum(['stored', 'parsed', 'unparsed', 'error'])

export const inboxRowSchema = z.object({
  id: idSchema,
  fromAddress: z.string(),
  fromName: z.string(),
  subject: z.string(),
  receivedAt: instantSchema,
  /** True when its runs will enter as reviewed history because the report is older than the setting allows. */
  isHistory: z.boolean(),
  parseState: parseStateSchema,
  parseError: z.string().nullable(),
  software: z.string().nullable(),
  type: z.string().nullable(),
  jobName: z.string().nullable(),
  host: z.string().nullable(),
  resultCount: z.number().int(),
  /** The worst status of the results. */
  status: statusSchema.nullable(),
  /** "Probably job X": a known job that this message fits but for its prefix, tag or host. */
  probableJob: jobRef.nullable(),
})

const resultSchema = z.object({
  key: z.string(),
  software: z.string(),
  type: z.string(),
  jobName: z.string(),
  host: z.string().nullable(),
  subjectPrefix: z.string().nullable(),
  companyName: z.string().nullable(),
  status: statusSchema,
  statusText: z.string(),
  remark: z.string().nullable(),
  informational: z.boolean(),
  objects: z.array(objectSchema),
  state: z.enum(['open', 'filed', 'held', 'ignored']),
  probableJob: jobRef.nullable(),
  /** A customer that is likely, with the reason in words; never applied silently. */
  suggestion: z.object({ customer: customerRef, reason: z.string() }).nullable(),
  /** Set when approving is risky: the sender is a vendor's shared relay and nothing else tells customers apart. */
  indistinctRelay: z.boolean(),
})

export const messageSchema = z.object({
  id: idSchema,
  fromAddress: z.string(),
  fromName: z.string(),
  recipients: z.array(z.string()),
  plusTag: z.string().nullable(),
  subject: z.string(),
  sentAt: instantSchema.nullable(),
  receivedAt: instantSchema,
  receivedAtOrigin: z.enum(['source', 'received', 'date', 'arrival']),
  isHistory: z.boolean(),
  source: z.string(),
  location: z.enum(['inbox', 'processed', 'deleted']),
  parseState: parseStateSchema,
  parseError: z.string().nullable(),
  parserId: z.string().nullable(),
  parserVersion: z.number().nullable(),
  parsedFrom: z.enum(['raw', 'stored text']).nullable(),
  rawKept: z.boolean(),
  rawSize: z.number(),
  hasHtml: z.boolean(),
  results: z.array(resultSchema),
})

/** One line of an approval: what happens with one result of the message. */
const decisionSchema = z.object({
  key: z.string().max(500),
  action: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('new job'),
      customerId: idSchema,
      jobName: z.string().trim().min(1).max(500),
    }),
    z.object({ kind: z.literal('existing job'), jobId: idSchema }),
    z.object({ kind: z.literal('ignore') }),
  ]),
})

const bulkIds = z.array(idSchema).min(1).max(1000)

export const inboxContract = {
  list: routeFor(READERS)
    .route({ method: 'GET', path: '/inbox', tags: ['Inbox'], summary: 'Messages waiting for a person' })
    .input(
      z.object({
        ...pageInput,
        software: z.string().max(100).optional(),
        parseState: parseStateSchema.optional(),
        from: z.string().max(200).optional(),
        /** Messages that this parser read. */
        parser: z.string().max(200).optional(),
        /** Messages that nothing could read, of senders whose messages this parser reads. */
        unreadOf: z.string().max(200).optional(),
      }),
    )
    .output(pageOf(inboxRowSchema)),
  get: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/inbox/{id}',
      tags: ['Inbox'],
      summary: 'One message with its parsed results',
    })
    .input(z.object({ id: idSchema }))
    .output(messageSchema),
  upload: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/inbox/upload',
      tags: ['Inbox'],
      summary: 'Take in .eml files, .mbox and .zip',
    })
    .input(z.object({ file: z.file() }))
    .output(
      z.object({
        fileName: z.string(),
        fetched: z.number().int(),
        newMessages: z.number().int(),
        duplicates: z.number().int(),
        autoApproved: z.number().int(),
        leftInInbox: z.number().int(),
        errors: z.number().int(),
        /** The messages of this file that were stored or already known. */
        problems: z.array(z.string()),
      }),
    ),
  approve: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/inbox/{id}/approve',
      tags: ['Inbox'],
      summary: 'Decide about each result of a message',
    })
    .input(
      z.object({
        id: idSchema,
        decisions: z.array(decisionSchema).min(1).max(1000),
        acceptIndistinctRelay: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        jobs: z.array(jobRef),
        runs: z.number().int(),
        sweptMessages: z.number().int(),
        historyRuns: z.number().int(),
        leftInbox: z.boolean(),
      }),
    ),
  /** Each message with one open result becomes a job of this customer under its own reported name. */
  bulkApprove: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/inbox/bulk-approve',
      tags: ['Inbox'],
      summary: 'Approve a selection to one customer',
    })
    .input(z.object({ ids: bulkIds, customerId: idSchema }))
    .output(
      z.object({
        approved: z.number().int(),
        runs: z.number().int(),
        sweptMessages: z.number().int(),
        refused: refusedSchema,
      }),
    ),
  acceptProbable: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/inbox/accept-probable',
      tags: ['Inbox'],
      summary: 'Accept "probably job X" for a selection',
    })
    .input(z.object({ ids: bulkIds }))
    .output(
      z.object({
        approved: z.number().int(),
        runs: z.number().int(),
        sweptMessages: z.number().int(),
        refused: refusedSchema,
      }),
    ),
  remove: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/inbox/delete',
      tags: ['Inbox'],
      summary: 'Delete a selection (can be undone)',
    })
    .input(z.object({ ids: bulkIds }))
    .output(z.object({ deleted: z.array(idSchema), refused: refusedSchema })),
  restore: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/inbox/restore',
      tags: ['Inbox'],
      summary: 'Put deleted messages back into the Inbox',
    })
    .input(z.object({ ids: bulkIds }))
    .output(z.object({ restored: z.number().int() })),
  reparse: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/inbox/reparse',
      tags: ['Inbox'],
      summary: 'Read a selection again with the present parsers',
    })
    .input(z.object({ ids: bulkIds }))
    .output(
      z.object({
        parsedOk: z.number().int(),
        autoApproved: z.number().int(),
        noMatch: z.number().int(),
        errors: z.number().int(),
      }),
    ),
  /** One step of reading the whole Inbox again: called until `done`, each time with the `last_id` and `total` of the answer before. */
  reparseBatch: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/inbox/reparse-batch',
      tags: ['Inbox'],
      summary: 'Read the next messages of the Inbox again; newest id first, at most 50 messages or 8 seconds',
    })
    .input(
      z.object({
        /** Messages with a smaller id follow; null or absent begins with the newest. */
        last_id: idSchema.nullish(),
        /** What the first answer said, so that it is not counted again. */
        total: z.number().int().min(0).nullish(),
        batch_size: z.number().int().min(1).max(50).default(50),
      }),
    )
    .output(
      z.object({
        processed: z.number().int(),
        total: z.number().int(),
        parsed_ok: z.number().int(),
        auto_approved: z.number().int(),
        no_match: z.number().int(),
        errors: z.number().int(),
        last_id: idSchema.nullable(),
        done: z.boolean(),
      }),
    ),
}

/** Message bodies, for the sandboxed frame and for download; used wherever a mail is shown. */
export const mailContract = {
  body: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/mail/{id}/body',
      tags: ['Mail'],
      summary: 'The sanitised body as a page for a sandboxed frame',
      outputStructure: 'detailed',
    })
    .input(z.object({ id: idSchema, remote: z.boolean().default(false) }))
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(Blob) })),
  raw: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/mail/{id}/raw',
      tags: ['Mail'],
      summary: 'The message as it came, as an .eml file',
      outputStructure: 'detailed',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(Blob) })),
}
