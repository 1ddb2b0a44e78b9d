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
  /** An override made a success of one of these runs. */
  overridden: z.boolean(),
  counts: z.object({
    success: z.number().int(),
    warning: z.number().int(),
    failed: z.number().int(),
    missed: z.number().int(),
  }),
  latestRunAt: instantSchema,
  /** What says most about the newest of the worst runs: an object's own message before the status text. */
  message: z.string(),
  health: jobHealthSchema,
  /** A ticket, a remark is open for the job, its customer or one of its objects. */
  hasTicket: z.boolean(),
  hasRemark: z.boolean(),
  /** The newest report in the Inbox that probably is of this job. */
  waitingMessageId: idSchema.nullable(),
  /** The unreviewed runs that this row stands for, newest first; a review names them, so that what arrives meanwhile stays. */
  runIds: z.array(idSchema),
  /** How many of the runs counted above are reviewed already; 0 unless reviewed ones were asked for. */
  reviewedRuns: z.number().int(),
  /** The group that the row stands in, with what all of it amounts to, on whatever page; null when nothing is grouped. */
  group: z
    .object({
      key: z.string(),
      label: z.string(),
      jobs: z.number().int(),
      runs: z.number().int(),
      worstStatus: runStatusSchema,
    })
    .nullable(),
})

export const QUEUE_SORTS = ['severity', 'customer', 'newest', 'oldest', 'failures'] as const
export const QUEUE_GROUPS = ['job', 'customer', 'error'] as const

const narrowing = {
  q: z.string().max(200).optional(),
  software: z.string().max(100).optional(),
  type: z.string().max(100).optional(),
  customerId: idSchema.optional(),
}

/** What narrows the queue. */
const queueFilter = {
  ...narrowing,
  status: runStatusSchema.optional(),
  /** For admins: the reviewed runs of the last three days as well. */
  includeReviewed: z.boolean().default(false),
}

/** What a person may want to see of the queue, and in which order: a saved view, or where they begin. */
export const queueViewSchema = z.object({
  q: narrowing.q,
  status: runStatusSchema.optional(),
  software: narrowing.software,
  type: narrowing.type,
  customerId: narrowing.customerId,
  sort: z.enum(QUEUE_SORTS).optional(),
  group: z.enum(QUEUE_GROUPS).optional(),
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
  /** How it came if not by a mail. */
  sourceType: z.enum(['cove_api', 'cloud_connect', 'http']).nullable(),
  /** The configured way in that it came over, if it is known. */
  sourceName: z.string().nullable(),
  /** What the product or the sender calls this run. */
  externalId: z.string().nullable(),
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

/** As many runs as one request may name. */
export const MOST_RUNS = 50_000
const runIds = z.array(idSchema).min(1).max(MOST_RUNS)
const jobOfQueue = z.object({ jobId: idSchema, runIds: z.array(idSchema) })

export const runChecksContract = {
  list: routeFor(WORKERS)
    .route({ method: 'GET', path: '/run-checks', tags: ['Run Checks'], summary: 'Jobs with unreviewed runs' })
    .input(
      z.object({
        after: z.string().max(500).optional(),
        limit: z.number().int().min(1).max(500).default(200),
        ...queueFilter,
        sort: z.enum(QUEUE_SORTS).default('severity'),
        group: z.enum(QUEUE_GROUPS).default('job'),
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
        /** How many of them reported a success that nothing made of them or took from them. */
        originalSuccesses: z.number().int(),
        /** What this answer knew of: to hand back with a review of all successes. */
        seen: z.string(),
        /** Reports in the Inbox that probably belong to a known job: not lost, but not in this queue either. */
        waitingInInbox: z.object({ total: z.number().int(), failed: z.number().int() }),
      }),
    ),
  /** Everything that a filter (or one group of it) matches at this moment, on all pages: what a selection of it all consists of. */
  matching: routeFor(WORKERS)
    .route({
      method: 'GET',
      path: '/run-checks/matching',
      tags: ['Run Checks'],
      summary: 'The jobs that a filter matches, each with its open runs',
    })
    .input(
      z.object({
        ...queueFilter,
        group: z.enum(QUEUE_GROUPS).default('job'),
        groupKey: z.string().max(100).optional(),
      }),
    )
    .output(
      z.object({
        jobs: z.array(jobOfQueue),
        /** Jobs that no longer fit into the answer. */
        left: z.number().int(),
      }),
    ),
  /** The products and report types that stand in the queue, for its filters. */
  words: routeFor(WORKERS)
    .route({
      method: 'GET',
      path: '/run-checks/words',
      tags: ['Run Checks'],
      summary: 'Products and report types with runs to review',
    })
    .output(z.array(z.object({ software: z.string(), type: z.string() }))),
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
      summary: 'Review all open successes that the list knew of',
    })
    .input(
      z.object({
        /** That of the list which was shown: a success that it did not know stays open, whatever its number. */
        seen: z
          .string()
          .max(20_000)
          .regex(/^\d{1,18}:\d{1,18}:(\d{1,18}(,\d{1,18})*)?$/),
        ...narrowing,
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
