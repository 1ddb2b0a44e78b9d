import { z } from 'zod'
import { ADMINS, idSchema, pageInput, pageOf, READERS, refusedSchema, routeFor, WORKERS } from './base.ts'
import {
  daySchema,
  holidayCalendarSchema,
  jobScheduleSchema,
  maintenanceSchema,
  missedRunSchema,
  monthDaySchema,
  pinSchema,
  replaySchema,
  unjudgedSourceSchema,
  waitingReportSchema,
} from './schedule-facts.ts'

const tags = ['Schedules']
const jobIds = z.array(idSchema).min(1).max(5000)
const customerIds = z.array(idSchema).min(1).max(5000)
/** What a bulk action did, and what it could not do. */
const done = z.object({ changed: z.number().int(), refused: refusedSchema })
const graceMinutes = z.number().int().min(0).max(10_080)
const timeZone = z.string().trim().min(1).max(100)
const reason = z.string().trim().max(500).default('')
/** An instant with its offset, such as 2026-11-10T22:00:00Z. */
const instant = z.iso.datetime({ offset: true })
const holiday = z
  .object({ firstDay: daySchema, lastDay: daySchema, name: z.string().trim().max(200).default('') })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, 'A holiday ends on its first day or later')

/** What maintenance holds for: some jobs, or all jobs of some customers. */
const scope = z.union([z.object({ jobIds }), z.object({ customerIds })])

export const schedulesContract = {
  get: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/jobs/{jobId}/schedule',
      tags,
      summary: 'When runs of a job are expected, and why',
    })
    .input(z.object({ jobId: idSchema }))
    .output(jobScheduleSchema),
  replay: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/jobs/{jobId}/schedule/replay',
      tags,
      summary: 'What the rules would have raised over the job’s own history',
    })
    .input(z.object({ jobId: idSchema }))
    .output(replaySchema),
  month: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/jobs/{jobId}/schedule/month',
      tags,
      summary: 'What was expected on each day of a month, and what came',
    })
    .input(z.object({ jobId: idSchema, month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }))
    .output(z.object({ zone: z.string(), days: z.array(monthDaySchema) })),
  missedRun: routeFor(READERS)
    .route({ method: 'GET', path: '/runs/{runId}/missed', tags, summary: 'Why a missed run was raised' })
    .input(z.object({ runId: idSchema }))
    .output(missedRunSchema),
  /** "Report waiting in Inbox": the overdue slots that such a report holds, the oldest first, at most 500. */
  waiting: routeFor(WORKERS)
    .route({
      method: 'GET',
      path: '/run-checks/waiting',
      tags,
      summary: 'Overdue runs whose report probably waits in the Inbox',
    })
    .output(z.array(waitingReportSchema)),
  /** Sources that are imported by hand or disabled: what is due of their jobs waits for somebody to import. */
  unjudged: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/run-checks/unjudged',
      tags,
      summary: 'Sources for want of whose import runs that are due are not judged',
    })
    .output(z.array(unjudgedSourceSchema)),
  judgeNow: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/jobs/{jobId}/schedule/judge',
      tags,
      summary: 'Learn and judge one job now instead of within five minutes',
    })
    .input(z.object({ jobId: idSchema }))
    .output(z.object({ raised: z.number().int() })),

  pin: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/schedules/pin',
      tags,
      summary: 'Set days and times by hand, or that there is no schedule',
    })
    .input(z.object({ jobIds, pin: pinSchema }))
    .output(done),
  unpin: routeFor(WORKERS)
    .route({ method: 'POST', path: '/schedules/unpin', tags, summary: 'Go by the reports again' })
    .input(z.object({ jobIds }))
    .output(done),
  /** null takes the customer's value or the settings' again; what is left out stays. */
  setForJobs: routeFor(WORKERS)
    .route({ method: 'POST', path: '/schedules/jobs', tags, summary: 'Grace, time zone and rule of jobs' })
    .input(
      z.object({
        jobIds,
        graceMinutes: graceMinutes.nullable().optional(),
        timeZone: timeZone.nullable().optional(),
        irregularAfterDays: z.number().int().min(1).max(400).nullable().optional(),
      }),
    )
    .output(done),
  ofCustomer: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/schedules/customers/{customerId}',
      tags,
      summary: 'Grace, time zone and holidays of a customer; null where it has none of its own',
    })
    .input(z.object({ customerId: idSchema }))
    .output(
      z.object({
        graceMinutes: graceMinutes.nullable(),
        timeZone: z.string().nullable(),
        holidayCalendarId: idSchema.nullable(),
      }),
    ),
  setForCustomers: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/schedules/customers',
      tags,
      summary: 'Grace, time zone and holidays of customers',
    })
    .input(
      z.object({
        customerIds,
        graceMinutes: graceMinutes.nullable().optional(),
        timeZone: timeZone.nullable().optional(),
        holidayCalendarId: idSchema.nullable().optional(),
      }),
    )
    .output(done),

  maintenance: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/schedules/maintenance',
      tags,
      summary: 'Snoozes and maintenance windows: those of now and later, or all',
    })
    .input(z.object({ ...pageInput, ended: z.boolean().default(false) }))
    .output(pageOf(maintenanceSchema)),
  /** From now until then nothing is raised. */
  snooze: routeFor(WORKERS)
    .route({ method: 'POST', path: '/schedules/snooze', tags, summary: 'Raise nothing until a time' })
    .input(z.object({ scope, until: instant, reason }))
    .output(done),
  plan: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/schedules/maintenance',
      tags,
      summary: 'Plan a maintenance window, in which nothing is raised',
    })
    .input(z.object({ scope, startsAt: instant, endsAt: instant, reason }))
    .output(done),
  endMaintenance: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/schedules/maintenance/{id}/end',
      tags,
      summary: 'End a snooze or a window now; one that has not begun is taken away',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ ok: z.literal(true) })),

  calendars: routeFor(READERS)
    .route({ method: 'GET', path: '/schedules/calendars', tags, summary: 'Holiday calendars' })
    .output(z.array(holidayCalendarSchema)),
  /** Without an id a new one; the holidays replace those that were there. */
  saveCalendar: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/schedules/calendars',
      tags,
      summary: 'Add or change a holiday calendar',
    })
    .input(
      z.object({
        id: idSchema.optional(),
        name: z.string().trim().min(1).max(100),
        holidays: z.array(holiday).max(500),
      }),
    )
    .output(z.object({ id: idSchema })),
  deleteCalendar: routeFor(WORKERS)
    .route({
      method: 'DELETE',
      path: '/schedules/calendars/{id}',
      tags,
      summary: 'Delete a holiday calendar; its customers have none then',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ ok: z.literal(true) })),

  settings: routeFor(ADMINS)
    .route({ method: 'GET', path: '/settings/schedules', tags, summary: 'What holds for all jobs' })
    .output(z.object({ graceMinutes })),
  updateSettings: routeFor(ADMINS)
    .route({ method: 'PUT', path: '/settings/schedules', tags, summary: 'Change what holds for all jobs' })
    .input(z.object({ graceMinutes }))
    .output(z.object({ graceMinutes })),
}
