import { z } from 'zod'
import {
  ADMINS,
  customerRef,
  idSchema,
  instantSchema,
  jobRef,
  objectSchema,
  pageInput,
  pageOf,
  routeFor,
  runStatusSchema,
  statusSchema,
} from './base.ts'
import { ruleDraftSchema } from './parser-rule.ts'

/** Which stored messages a preview reads again. */
export const reparseScopeSchema = z.discriminatedUnion('kind', [
  /** Everything that was read by a parser, or a version of one, that is no longer in use. */
  z.object({ kind: z.literal('outdated') }),
  /** What this parser read, and for a rule made by users also what its sender and subject conditions fit. */
  z.object({ kind: z.literal('parser'), parserId: z.string().min(1).max(100) }),
  /** Messages that no parser took, or that a parser failed on. */
  z.object({ kind: z.literal('unread') }),
  z.object({ kind: z.literal('selection'), ids: z.array(idSchema).min(1).max(1000) }),
  /** Tries a rule that is not saved, placed before this parser or (null) after all; can be looked at, not applied. */
  z.object({
    kind: z.literal('draft'),
    rule: ruleDraftSchema,
    before: z.string().min(1).max(100).nullable(),
  }),
])

export const previewStateSchema = z.enum([
  'queued',
  'running',
  'ready',
  'applying',
  'applied',
  'cancelled',
  'failed',
])

export const changeKindSchema = z.enum(['changed', 'newly read', 'no longer read', 'failed to read'])

export const previewSchema = z.object({
  id: idSchema,
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('outdated') }),
    z.object({ kind: z.literal('parser'), parserId: z.string() }),
    z.object({ kind: z.literal('unread') }),
    z.object({ kind: z.literal('selection'), messages: z.number().int() }),
    z.object({
      kind: z.literal('draft'),
      ruleId: z.string(),
      name: z.string(),
      before: z.string().nullable(),
    }),
  ]),
  state: previewStateSchema,
  /** Why it failed, or why it cannot be applied (any more); null while nothing stands against it. */
  obstacle: z.string().nullable(),
  createdAt: instantSchema,
  createdBy: z.string(),
  finishedAt: instantSchema.nullable(),
  appliedAt: instantSchema.nullable(),
  /** How many messages are in the scope, counted up to 100,000; null where only looking at all of them would tell. */
  total: z.number().int().nullable(),
  totalIsExact: z.boolean(),
  /** How far reading is, or applying while that goes on: 0 to 1. */
  progress: z.number(),
  read: z.number().int(),
  fromRaw: z.number().int(),
  fromStoredText: z.number().int(),
  /** The preview ended before its scope did: only the newest messages were looked at. */
  bounded: z.boolean(),
  /** "Would change N messages / M runs." */
  changedMessages: z.number().int(),
  changedRuns: z.number().int(),
  reviewedRuns: z.number().int(),
  byKind: z.record(changeKindSchema, z.number().int()),
  newResults: z.number().int(),
  movedIdentities: z.number().int(),
  /** For a draft: how many messages it takes, alone; with how many of them another parser competes, and who would win. */
  draft: z
    .object({
      matches: z.number().int(),
      conflicts: z.number().int(),
      wins: z.number().int(),
      loses: z.number().int(),
    })
    .nullable(),
  /** Progress of applying. */
  applied: z
    .object({
      messages: z.number().int(),
      runs: z.number().int(),
      reviewedRuns: z.number().int(),
      autoApproved: z.number().int(),
      keptAsRead: z.number().int(),
      errors: z.number().int(),
    })
    .nullable(),
  /** How many changes are kept to be looked at; the counts above go on when this number is reached. */
  keptChanges: z.number().int(),
})

/** Another parser that also takes a message of a draft, and which of the two would win. */
const conflictSchema = z.object({ parserId: z.string(), draftWins: z.boolean() })

export const changeRowSchema = z.object({
  messageId: idSchema,
  kind: changeKindSchema.nullable(),
  fromAddress: z.string(),
  subject: z.string(),
  receivedAt: instantSchema,
  location: z.enum(['inbox', 'processed', 'deleted']),
  parsedFrom: z.enum(['raw', 'stored text']),
  /** The worst status before and after; null where nothing was read. */
  statusBefore: statusSchema.nullable(),
  statusAfter: statusSchema.nullable(),
  jobNameBefore: z.string().nullable(),
  jobNameAfter: z.string().nullable(),
  parserBefore: z.string().nullable(),
  parserAfter: z.string().nullable(),
  runs: z.number().int(),
  reviewedRuns: z.number().int(),
  /** A draft's message that another parser takes too. */
  conflict: conflictSchema.nullable(),
})

/** One result as it was or would be read; of its objects only those that differ, at most fifty. */
const readResultSchema = z.object({
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
  kind: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  totalBytes: z.number().nullable(),
  transferredBytes: z.number().nullable(),
  isRetry: z.boolean(),
  informational: z.boolean(),
  isCheck: z.boolean(),
  objectCount: z.number().int(),
  objects: z.array(objectSchema),
})

export const readingSchema = z.object({
  parserId: z.string().nullable(),
  parserVersion: z.number().int().nullable(),
  /** Why nothing could be read. */
  error: z.string().nullable(),
  results: z.array(readResultSchema),
  /** Results beyond the first twenty are counted, not kept. */
  moreResults: z.number().int(),
})

export const changeSchema = changeRowSchema.extend({
  before: readingSchema,
  after: readingSchema,
  /** Objects that differ beyond those that are kept. */
  moreObjects: z.number().int(),
  filed: z.array(
    z.object({
      runId: idSchema,
      resultKey: z.string(),
      runAt: instantSchema,
      status: runStatusSchema,
      effectiveStatus: runStatusSchema,
      reviewed: z.boolean(),
      job: jobRef,
    }),
  ),
})

/** "These reports would now be of another identity": accepted, the identity becomes an alias of the job. */
export const proposalSchema = z.object({
  id: idSchema,
  job: jobRef,
  /** The job that has this identity already; then the alias cannot be added. */
  owner: z.object({ id: idSchema, name: z.string(), customer: customerRef }).nullable(),
  fromAddress: z.string(),
  software: z.string(),
  type: z.string(),
  jobName: z.string(),
  host: z.string().nullable(),
  plusTag: z.string().nullable(),
  subjectPrefix: z.string().nullable(),
  messages: z.number().int(),
  newestMessageId: idSchema.nullable(),
  proposedAt: instantSchema,
})

const OK = z.object({ ok: z.literal(true) })
const tags = ['Re-parse']

export const reparseContract = {
  readers: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/reparse/readers',
      tags,
      summary: 'Which parsers and versions the stored messages were read by, those no longer in use first',
    })
    .output(
      z.array(
        z.object({
          parserId: z.string(),
          readByVersion: z.number().int(),
          /** Null when this parser or rule is no longer in use. */
          presentVersion: z.number().int().nullable(),
          outdated: z.boolean(),
          /** Counted up to 10,000. */
          messages: z.number().int(),
        }),
      ),
    ),
  start: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/reparse/previews',
      tags,
      summary: 'Find out what reading messages again would change',
    })
    .input(z.object({ scope: reparseScopeSchema }))
    .output(z.object({ id: idSchema })),
  list: routeFor(ADMINS)
    .route({ method: 'GET', path: '/reparse/previews', tags, summary: 'Previews, newest first' })
    .input(z.object({ after: pageInput.after, limit: pageInput.limit }))
    .output(pageOf(previewSchema)),
  get: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/reparse/previews/{id}',
      tags,
      summary: 'One preview with its progress and its sums',
    })
    .input(z.object({ id: idSchema }))
    .output(previewSchema),
  cancel: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/reparse/previews/{id}/cancel',
      tags,
      summary: 'Stop reading, or stop applying after the batch in hand',
    })
    .input(z.object({ id: idSchema }))
    .output(OK),
  apply: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/reparse/previews/{id}/apply',
      tags,
      summary: 'Carry out what a preview found; asked for twice it is done once',
    })
    .input(z.object({ id: idSchema }))
    .output(OK),
  changes: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/reparse/previews/{id}/changes',
      tags,
      summary: 'What a preview found, newest message first',
    })
    .input(
      z.object({
        id: idSchema,
        after: pageInput.after,
        limit: pageInput.limit,
        kind: changeKindSchema.optional(),
        /** Only messages that another parser takes too. */
        conflicts: z.boolean().default(false),
      }),
    )
    .output(pageOf(changeRowSchema)),
  change: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/reparse/previews/{id}/changes/{messageId}',
      tags,
      summary: 'One message as it was read and as it would be read',
    })
    .input(z.object({ id: idSchema, messageId: idSchema }))
    .output(changeSchema),
  proposals: routeFor(ADMINS)
    .route({
      method: 'GET',
      path: '/reparse/proposals',
      tags,
      summary: 'Changed identities that wait for a decision',
    })
    .input(z.object({ after: pageInput.after, limit: pageInput.limit }))
    .output(pageOf(proposalSchema)),
  acceptProposal: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/reparse/proposals/{id}/accept',
      tags,
      summary: 'Make the changed identity an alias of the job',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ runs: z.number().int(), sweptMessages: z.number().int() })),
  declineProposal: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/reparse/proposals/{id}/decline',
      tags,
      summary: 'Leave the job as it is; the same identity is not proposed again',
    })
    .input(z.object({ id: idSchema }))
    .output(OK),
}
