import { z } from 'zod'
import { MATCH_MODES } from '../src/domain/override.ts'
import { SUCCESS_RULES } from '../src/domain/success-rules.ts'
import {
  customerRef,
  idSchema,
  instantSchema,
  jobHealthSchema,
  objectSchema,
  pageOf,
  READERS,
  refusedSchema,
  routeFor,
  runStatusSchema,
  statusSchema,
  WORKERS,
} from './base.ts'

/** One job with unreviewed runs. */
export const runCheckRowSchema = z.object({
  jobId: idSchema,
  customer: customerRef,
  software: z.string(),
  type: z.string(),
  jobName: z.string(),
  host: z.string().nullable(),
  worstStatus: runStatusSchema,
  counts: z.object({
    success: z.number().int(),
    warning: z.number().int(),
    failed: z.number().int(),
    missed: z.number().int(),
  }),
  latestRunAt: instantSchema,
  /** What says most about the latest run: an object's own message before the status text. */
  latestMessage: z.string(),
  health: jobHealthSchema,
  /** The newest report in the Inbox that probably is of this job. */
  waitingMessageId: idSchema.nullable(),
  /** The unreviewed runs that this row stands for, newest first; a review names them, so that what arrives meanwhile stays. */
  runIds: z.array(idSchema),
})

export const runSchema = z.object({
  id: idSchema,
  jobId: idSchema,
  runAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  status: runStatusSchema,
  effectiveStatus: runStatusSchema,
  statusText: z.string(),
  /** The rule of ours that raised the reported success to a warning, why, and whether it still holds for the job. */
  raised: z.object({ rule: z.enum(SUCCESS_RULES), because: z.string(), isOn: z.boolean() }).nullable(),
  /** Of a missed run whose report arrived late: that run. */
  lateRunId: idSchema.nullable(),
  remark: z.string().nullable(),
  history: z.boolean(),
  informational: z.boolean(),
  isCheck: z.boolean(),
  isRetry: z.boolean(),
  /** Of a success that shows as a warning until a person accepts its sender: what the mail server found, and whether that can be accepted for later reports too. */
  unverifiedSender: z.object({ because: z.string(), mayAcceptLater: z.boolean() }).nullable(),
  /** The override that decided what this run counts as, or flags it: who made it, for what, and why. */
  override: z
    .object({
      id: idSchema,
      kind: z.enum(['run', 'job', 'object', 'global']),
      object: z.string().nullable(),
      software: z.string().nullable(),
      type: z.string().nullable(),
      status: statusSchema.nullable(),
      text: z.string(),
      mode: z.enum(MATCH_MODES),
      treatAsSuccess: z.boolean(),
      validUntil: instantSchema.nullable(),
      comment: z.string(),
      createdBy: z.string(),
      createdAt: instantSchema,
    })
    .nullable(),
  kind: z.string().nullable(),
  totalBytes: z.number().nullable(),
  transferredBytes: z.number().nullable(),
  reviewedAt: instantSchema.nullable(),
  reviewedBy: z.string().nullable(),
  mailMessageId: idSchema.nullable(),
  mailSubject: z.string().nullable(),
  parserId: z.string().nullable(),
  parserVersion: z.number().nullable(),
  job: z.object({
    id: idSchema,
    name: z.string(),
    software: z.string(),
    type: z.string(),
    host: z.string().nullable(),
    customer: customerRef,
    health: jobHealthSchema,
  }),
  /** Failed first, then warnings, then objects with a message, then the rest. */
  objects: z.array(
    objectSchema.extend({
      id: idSchema,
      /** The override that covers or flags it. */
      overrideId: idSchema.nullable(),
    }),
  ),
})

/** The runs beside the open one in the dialog. */
export const runListItemSchema = z.object({
  id: idSchema,
  runAt: instantSchema,
  status: runStatusSchema,
  effectiveStatus: runStatusSchema,
  statusText: z.string(),
  /** Why a rule of ours raised the reported success to a warning. */
  raisedBecause: z.string().nullable(),
  /** Of a missed run whose report arrived late: that run. */
  lateRunId: idSchema.nullable(),
  reviewedAt: instantSchema.nullable(),
})

const runIds = z.array(idSchema).min(1).max(20_000)

export const runChecksContract = {
  list: routeFor(WORKERS)
    .route({ method: 'GET', path: '/run-checks', tags: ['Run Checks'], summary: 'Jobs with unreviewed runs' })
    .input(
      z.object({
        after: z.string().max(500).optional(),
        limit: z.number().int().min(1).max(500).default(200),
        q: z.string().max(200).optional(),
        status: runStatusSchema.optional(),
        software: z.string().max(100).optional(),
        customerId: idSchema.optional(),
        sort: z.enum(['severity', 'customer', 'newest']).default('severity'),
      }),
    )
    .output(
      pageOf(runCheckRowSchema).extend({
        /** Unreviewed runs over all pages, by status. */
        openRuns: z.object({
          success: z.number().int(),
          warning: z.number().int(),
          failed: z.number().int(),
          missed: z.number().int(),
        }),
        /** Reports in the Inbox that probably belong to a known job: not lost, but not in this queue either. */
        waitingInInbox: z.object({ total: z.number().int(), failed: z.number().int() }),
      }),
    ),
  /** The unreviewed runs of a job, or with includeReviewed its newest hundred. */
  jobRuns: routeFor(WORKERS)
    .route({
      method: 'GET',
      path: '/run-checks/jobs/{jobId}',
      tags: ['Run Checks'],
      summary: 'The runs of one job for the dialog',
    })
    .input(z.object({ jobId: idSchema, includeReviewed: z.boolean().default(false) }))
    .output(z.array(runListItemSchema)),
  review: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/run-checks/review',
      tags: ['Run Checks'],
      summary: 'Mark the runs that were shown as reviewed',
    })
    .input(z.object({ runIds }))
    .output(z.object({ batchId: z.string(), reviewed: z.number().int(), refused: refusedSchema })),
  /** Original successes only, of the jobs that the filter shows. */
  reviewSuccesses: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/run-checks/review-successes',
      tags: ['Run Checks'],
      summary: 'Review all open successes up to the newest run that was shown',
    })
    .input(
      z.object({
        upToRunId: idSchema,
        q: z.string().max(200).optional(),
        software: z.string().max(100).optional(),
        customerId: idSchema.optional(),
      }),
    )
    .output(z.object({ batchId: z.string(), reviewed: z.number().int() })),
  undo: routeFor(WORKERS)
    .route({ method: 'POST', path: '/run-checks/undo', tags: ['Run Checks'], summary: 'Take a review back' })
    .input(z.object({ batchId: z.uuid() }))
    .output(z.object({ reopened: z.number().int() })),
}

export const runsContract = {
  get: routeFor(READERS)
    .route({ method: 'GET', path: '/runs/{id}', tags: ['Runs'], summary: 'One run with its objects' })
    .input(z.object({ id: idSchema }))
    .output(runSchema),
  /** `laterToo`: reports of this job whose sender is verified for the same other domain are believed from now on. */
  acceptSender: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/runs/{id}/accept-sender',
      tags: ['Runs'],
      summary: 'Accept the unverified sender of a run: it counts as the success that it reported',
    })
    .input(z.object({ id: idSchema, laterToo: z.boolean().default(false) }))
    .output(runSchema),
}
