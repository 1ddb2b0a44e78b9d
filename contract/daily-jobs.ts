import { z } from 'zod'
import {
  customerRef,
  idSchema,
  instantSchema,
  jobHealthSchema,
  pageInput,
  pageOf,
  READERS,
  routeFor,
  runStatusSchema,
} from './base.ts'
import { runListItemSchema } from './run-checks.ts'
import { daySchema } from './schedule-facts.ts'

/** Excused: expected on a holiday or during maintenance, and nothing came. */
export const dayStatusSchema = z.enum(['success', 'warning', 'failed', 'missed', 'expected', 'excused'])

export const dailyJobSchema = z.object({
  id: idSchema,
  customer: customerRef,
  name: z.string(),
  software: z.string(),
  type: z.string(),
  host: z.string().nullable(),
  /** The first expected time of the day; null for a job that ran unexpectedly. */
  expectedAt: instantSchema.nullable(),
  /** How many runs are expected on that day, and how many of them came. */
  expectedRuns: z.number().int(),
  cameRuns: z.number().int(),
  /** The schedule in words. */
  schedule: z.string(),
  /** The worst of the day: a missed slot, else the worst run, else expected. */
  status: dayStatusSchema,
  lastRun: z
    .object({
      id: idSchema,
      runAt: instantSchema,
      status: runStatusSchema,
      /** An override made a success of it. */
      overridden: z.boolean(),
    })
    .nullable(),
  runCount: z.number().int(),
  /** The newest report of the day that probably is of this job and waits in the Inbox. */
  waitingMessageId: idSchema.nullable(),
  /** Whether an override changed a run of the day, and whether tickets or remarks are open for the job. */
  marks: z.object({ override: z.boolean(), ticket: z.boolean(), remark: z.boolean() }),
  /** For admins: whether every run of the day was reviewed; null without runs, and for others. */
  reviewed: z.boolean().nullable(),
  health: jobHealthSchema,
})

export const dailyJobsContract = {
  list: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/daily-jobs',
      tags: ['Daily Jobs'],
      summary: 'The jobs that were expected or ran on a day',
    })
    .input(
      z.object({
        ...pageInput,
        /** Today without one; in the time zone of the settings. */
        day: daySchema.optional(),
        status: dayStatusSchema.optional(),
        software: z.string().max(100).optional(),
        customerId: idSchema.optional(),
        sort: z.enum(['customer', 'time']).default('customer'),
        /** This job's row comes along, wherever it stands. */
        openJobId: idSchema.optional(),
      }),
    )
    .output(
      pageOf(dailyJobSchema).extend({
        day: daySchema,
        zone: z.string(),
        /** Until when runs are planned; a day beyond shows nothing yet. */
        plannedUntil: instantSchema.nullable(),
        /** How many jobs stand at each status before the status filter. */
        counts: z.record(dayStatusSchema, z.number().int()),
        openJob: dailyJobSchema.nullable(),
      }),
    ),
  /** The runs of one job on one day, newest first: what the dialog shows. */
  runs: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/daily-jobs/{jobId}/runs',
      tags: ['Daily Jobs'],
      summary: 'The runs of one job on a day',
    })
    .input(z.object({ jobId: idSchema, day: daySchema.optional() }))
    .output(z.array(runListItemSchema)),
}
