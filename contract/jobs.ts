import { z } from 'zod'
import { SUCCESS_RULES } from '../src/domain/success-rules.ts'
import {
  ADMINS,
  customerRef,
  idSchema,
  instantSchema,
  jobHealthSchema,
  jobRef,
  pageInput,
  pageOf,
  READERS,
  routeFor,
  runStatusSchema,
  WORKERS,
} from './base.ts'

export const jobRowSchema = z.object({
  id: idSchema,
  customer: customerRef,
  software: z.string(),
  type: z.string(),
  /** The display name, else the reported one. */
  name: z.string(),
  host: z.string().nullable(),
  informational: z.boolean(),
  /** The learned schedule in words: "learning" until enough reports came. */
  schedule: z.string(),
  health: jobHealthSchema,
})

/** A job with more runs than this is merged or deleted only by who types its name. */
export const TYPED_ABOVE_RUNS = 100

/** Which of our rules about successes that aren't hold for a job. */
const successRulesSchema = z.record(z.enum(SUCCESS_RULES), z.boolean())

const daySchema = z.object({
  day: z.string(),
  /** The worst of the day; `override`: at best a success that a rule made of it; null for a day without a run. */
  status: z.enum([...runStatusSchema.options, 'override']).nullable(),
  success: z.number().int(),
  override: z.number().int(),
  warning: z.number().int(),
  failed: z.number().int(),
  /** Slots that passed without a report. */
  missed: z.number().int(),
})

export const jobSchema = jobRowSchema.extend({
  reportedName: z.string(),
  displayName: z.string().nullable(),
  notes: z.string(),
  successRules: successRulesSchema,
  archivedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  /** This job was merged: that one has its runs now. */
  mergedInto: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Messages that came while the job is archived and become runs when it is unarchived. */
  heldMessages: z.number().int(),
  /** The last 28 local days, oldest first. */
  days: z.array(daySchema),
})

export const historyRowSchema = z.object({
  id: idSchema,
  runAt: instantSchema,
  status: runStatusSchema,
  effectiveStatus: runStatusSchema,
  statusText: z.string(),
  /** Why a rule of ours raised the reported success to a warning. */
  raisedBecause: z.string().nullable(),
  /** Of a missed run whose report arrived late: that run. */
  lateRunId: idSchema.nullable(),
  remark: z.string().nullable(),
  /** Who made the override that decided about it or flags it, and why. */
  override: z.object({ id: idSchema, createdBy: z.string(), comment: z.string() }).nullable(),
  history: z.boolean(),
  informational: z.boolean(),
  /** Tickets linked to the run, whatever became of them. */
  tickets: z.array(z.object({ id: idSchema, code: z.string(), isResolved: z.boolean() })),
  remarkCount: z.number().int(),
  /** The queue does not show it: it came after the first complete success of its day. */
  isAfterSuccessOfDay: z.boolean(),
  objectCount: z.number().int(),
  problemCount: z.number().int(),
  reviewedAt: instantSchema.nullable(),
  reviewedBy: z.string().nullable(),
})

export const jobsContract = {
  list: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/jobs',
      tags: ['Jobs'],
      summary: 'Jobs with their health; of active customers unless one is named',
    })
    .input(
      z.object({
        ...pageInput,
        customerId: idSchema.optional(),
        software: z.string().max(100).optional(),
        type: z.string().max(100).optional(),
        sort: z.enum(['customer', 'last good', 'failures', 'last run']).default('customer'),
      }),
    )
    .output(
      pageOf(jobRowSchema).extend({
        customer: z.object({ id: idSchema, name: z.string(), active: z.boolean() }).nullable(),
      }),
    ),
  archived: routeFor(ADMINS)
    .route({ method: 'GET', path: '/jobs/archived', tags: ['Jobs'], summary: 'Archived jobs' })
    .input(z.object(pageInput))
    .output(pageOf(jobRowSchema.extend({ archivedAt: instantSchema, heldMessages: z.number().int() }))),
  pick: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/jobs/pick',
      tags: ['Jobs'],
      summary: 'Find jobs to approve a message, or merge a job, into',
    })
    .input(
      z.object({
        q: z.string().max(200).default(''),
        software: z.string().max(100).optional(),
        customerId: idSchema.optional(),
      }),
    )
    .output(
      z.array(
        z.object({
          id: idSchema,
          name: z.string(),
          customer: customerRef,
          software: z.string(),
          type: z.string(),
          host: z.string().nullable(),
        }),
      ),
    ),
  get: routeFor(READERS)
    .route({ method: 'GET', path: '/jobs/{id}', tags: ['Jobs'], summary: 'One job' })
    .input(z.object({ id: idSchema }))
    .output(jobSchema),
  history: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/jobs/{id}/runs',
      tags: ['Jobs'],
      summary: 'The runs of a job, newest first',
    })
    .input(
      z.object({
        id: idSchema,
        after: pageInput.after,
        limit: pageInput.limit,
        /** In the effective status, or marked as success by a rule. */
        status: z.enum([...runStatusSchema.options, 'override']).optional(),
        /** Only runs that nobody reviewed. */
        open: z.boolean().optional(),
        /** Only runs with a ticket. */
        ticket: z.boolean().optional(),
        /** Words in what the run or a troubled object of it says. */
        q: pageInput.q,
      }),
    )
    .output(pageOf(historyRowSchema)),
  update: routeFor(WORKERS)
    .route({
      method: 'PATCH',
      path: '/jobs/{id}',
      tags: ['Jobs'],
      summary: 'Change display name, customer, notes, or which rules doubt its successes',
    })
    .input(
      z.object({
        id: idSchema,
        displayName: z.string().trim().max(500).nullable().optional(),
        customerId: idSchema.optional(),
        notes: z.string().max(10_000).optional(),
        successRules: z.partialRecord(z.enum(SUCCESS_RULES), z.boolean()).optional(),
      }),
    )
    .output(z.object({ ok: z.literal(true) })),
  archive: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/jobs/{id}/archive',
      tags: ['Jobs'],
      summary: 'Archive a job: its messages are kept but make no runs',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ ok: z.literal(true) })),
  unarchive: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/jobs/{id}/unarchive',
      tags: ['Jobs'],
      summary: 'Unarchive a job; messages held meanwhile become runs',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ runs: z.number().int() })),
  mergePreview: routeFor(WORKERS)
    .route({
      method: 'GET',
      path: '/jobs/{id}/merge',
      tags: ['Jobs'],
      summary: 'What merging a job into another one would do; changes nothing',
    })
    .input(z.object({ id: idSchema, intoId: idSchema }))
    .output(
      z.object({
        /** Why they cannot be merged as they are, and what to do about it. */
        obstacle: z.string().nullable(),
        into: jobRef.extend({ software: z.string(), type: z.string(), host: z.string().nullable() }),
        runs: z.number().int(),
        openRuns: z.number().int(),
        messages: z.number().int(),
        heldMessages: z.number().int(),
        identities: z.number().int(),
        /** Runs that both have, by the same external id: the other job's stay. */
        twins: z.number().int(),
        /** Of the last 28 days, those on which both reported: they may be two devices. */
        sharedDays: z.number().int(),
        /** Scopes of tickets and remarks. */
        scopes: z.number().int(),
        overrides: z.number().int(),
        differs: z.object({ software: z.boolean(), type: z.boolean(), kind: z.boolean() }),
        /** A schedule that was set by hand for this job, and goes. */
        losesPin: z.boolean(),
      }),
    ),
  merge: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/jobs/{id}/merge',
      tags: ['Jobs'],
      summary: 'Merge a job into another one of the same customer, which gets all that it has',
    })
    .input(
      z.object({
        id: idSchema,
        intoId: idSchema,
        /** The job's name, typed, where it has many runs. */
        confirmation: z.string().max(1000).optional(),
      }),
    )
    .output(
      z.object({
        runs: z.number().int(),
        twins: z.number().int(),
        identities: z.number().int(),
        /** Reports that waited and are runs of the job now. */
        newRuns: z.number().int(),
      }),
    ),
  remove: routeFor(WORKERS)
    .route({
      method: 'DELETE',
      path: '/jobs/{id}',
      tags: ['Jobs'],
      summary: 'Delete a job with its runs; its messages go back to the Inbox, review evidence is kept',
    })
    .input(z.object({ id: idSchema, confirmation: z.string().max(1000).optional() }))
    .output(z.object({ runs: z.number().int(), messages: z.number().int() })),
}
