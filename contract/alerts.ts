import { z } from 'zod'
import { CLOSED_REASONS, SCOPE_KINDS, TICKET_ORIGINS } from '../src/domain/ticketing.ts'
import {
  customerRef,
  idSchema,
  instantSchema,
  pageInput,
  pageOf,
  READERS,
  routeFor,
  WORKERS,
} from './base.ts'

/** A job, a customer or an object that a ticket or remark is to hold for; the customer of a job can be named by the job. */
export const newScopeSchema = z.object({ kind: z.enum([...SCOPE_KINDS, 'customer of job']), id: idSchema })

const scopeNameSchema = z.object({
  id: idSchema,
  kind: z.enum(SCOPE_KINDS),
  targetId: idSchema,
  /** What the job or object is called; of a customer its name. */
  name: z.string(),
  customer: customerRef,
})

const scopeSchema = scopeNameSchema.extend({
  /** When it was resolved, by itself or with the whole. */
  resolvedAt: instantSchema.nullable(),
  resolvedBy: z.string().nullable(),
})

/** A calendar day. */
const daySchema = z.iso.date()

/** A ticket or a remark; what only tickets have is null for a remark. */
const alertFacts = z.object({
  kind: z.enum(['ticket', 'remark']),
  id: idSchema,
  code: z.string().nullable(),
  origin: z.enum(TICKET_ORIGINS).nullable(),
  /** The description of a ticket, the body of a remark. */
  text: z.string(),
  /** Runs of earlier days do not show it, unless it is linked to them. */
  activeFrom: daySchema,
  startAt: instantSchema,
  resolvedAt: instantSchema.nullable(),
  resolvedBy: z.string().nullable(),
  closedReason: z.enum(CLOSED_REASONS).nullable(),
  createdBy: z.string(),
  createdAt: instantSchema,
  /** Goes up with every change; a change names the one it was made from. */
  version: z.number().int(),
})

/** More linked runs than this are not counted in lists. */
export const MOST_RUNS_COUNTED = 1000

export const alertRowSchema = alertFacts.extend({
  /** The first few, open ones first. */
  scopes: z.array(scopeSchema),
  scopeCount: z.number().int(),
  openScopeCount: z.number().int(),
  runCount: z.number().int(),
})

export const alertDetailSchema = alertFacts.extend({
  scopes: z.array(scopeSchema),
  runCount: z.number().int(),
})

/** A ticket or remark as it stands beside a run or a job. */
export const shownAlertSchema = alertFacts.extend({
  /** Linked to the run (of a job: to one of its runs); stays when it is resolved. */
  linked: z.boolean(),
  /** The open scopes by which it holds here. */
  scopes: z.array(scopeNameSchema),
})

const shownAlertsSchema = z.object({
  tickets: z.array(shownAlertSchema),
  remarks: z.array(shownAlertSchema),
})

const linkedRunSchema = z.object({
  id: idSchema,
  runAt: instantSchema,
  status: z.enum(['success', 'warning', 'failed', 'missed']),
  effectiveStatus: z.enum(['success', 'warning', 'failed', 'missed']),
  jobId: idSchema,
  jobName: z.string(),
  customer: customerRef,
})

const createdSchema = z.object({
  alert: alertDetailSchema,
  /** False when the number was known: its ticket got the scopes. */
  created: z.boolean(),
  runsLinked: z.number().int(),
})

const scopes = z.array(newScopeSchema).min(1).max(2000)
const scopeIds = z.array(idSchema).min(1).max(2000)
const ids = z.array(idSchema).min(1).max(1000)

const newAlert = {
  /** Chosen by who asks: the same request sent twice makes one. */
  requestId: z.uuid(),
  /** Without it: the day of the first chosen run, else today. */
  activeFrom: daySchema.optional(),
  scopes,
  /** Runs to link at once, beside those that come. */
  runIds: z.array(idSchema).max(20_000).default([]),
}

function contractOf(path: `/${string}`, tag: string, noun: string) {
  const id = z.object({ id: idSchema })
  return {
    list: routeFor(READERS)
      .route({ method: 'GET', path, tags: [tag], summary: `${tag}, the newest first` })
      .input(
        z.object({
          ...pageInput,
          state: z.enum(['open', 'resolved', 'any']).default('open'),
          customerId: idSchema.optional(),
          origin: z.enum(TICKET_ORIGINS).optional(),
        }),
      )
      .output(
        pageOf(alertRowSchema).extend({
          /** Open and resolved ones that the other filters leave. */
          counts: z.object({ open: z.number().int(), resolved: z.number().int() }),
          /** The customer of the filter. */
          customer: customerRef.nullable(),
        }),
      ),
    get: routeFor(READERS)
      .route({ method: 'GET', path: `${path}/{id}`, tags: [tag], summary: `One ${noun} with its scopes` })
      .input(id)
      .output(alertDetailSchema),
    runs: routeFor(READERS)
      .route({
        method: 'GET',
        path: `${path}/{id}/runs`,
        tags: [tag],
        summary: `Runs linked to a ${noun}, newest first`,
      })
      .input(z.object({ id: idSchema, after: pageInput.after, limit: pageInput.limit }))
      .output(pageOf(linkedRunSchema)),
    update: routeFor(WORKERS)
      .route({ method: 'PATCH', path: `${path}/{id}`, tags: [tag], summary: 'Change text and dates' })
      .input(
        z.object({
          id: idSchema,
          version: z.number().int(),
          text: z.string().trim().max(20_000).optional(),
          activeFrom: daySchema.optional(),
          startAt: z.iso.datetime({ offset: true }).optional(),
        }),
      )
      .output(alertDetailSchema),
    /** For the undo of making it; refused once anybody touched it. */
    takeBack: routeFor(WORKERS)
      .route({
        method: 'POST',
        path: `${path}/{id}/take-back`,
        tags: [tag],
        summary: `Take a ${noun} back that one has just made`,
      })
      .input(z.object({ id: idSchema, requestId: z.uuid() }))
      .output(id),
    addScopes: routeFor(WORKERS)
      .route({ method: 'POST', path: `${path}/{id}/scopes`, tags: [tag], summary: 'Let it hold for more' })
      .input(z.object({ id: idSchema, scopes }))
      .output(alertDetailSchema),
    removeScopes: routeFor(WORKERS)
      .route({
        method: 'POST',
        path: `${path}/{id}/scopes/remove`,
        tags: [tag],
        summary: 'Take scopes away; links to runs stay',
      })
      .input(z.object({ id: idSchema, scopeIds }))
      .output(alertDetailSchema),
    resolveScopes: routeFor(WORKERS)
      .route({
        method: 'POST',
        path: `${path}/{id}/scopes/resolve`,
        tags: [tag],
        summary: `Resolve scopes; with the last open one the ${noun} is resolved`,
      })
      .input(z.object({ id: idSchema, scopeIds }))
      .output(alertDetailSchema),
    reopenScopes: routeFor(WORKERS)
      .route({
        method: 'POST',
        path: `${path}/{id}/scopes/reopen`,
        tags: [tag],
        summary: `Open scopes again, and with them the ${noun}`,
      })
      .input(z.object({ id: idSchema, scopeIds }))
      .output(alertDetailSchema),
    resolve: routeFor(WORKERS)
      .route({
        method: 'POST',
        path: `${path}/resolve`,
        tags: [tag],
        summary: 'Resolve them whole: from now on no run is linked',
      })
      .input(z.object({ ids }))
      .output(
        z.object({
          resolved: z.array(idSchema),
          refused: z.array(z.object({ id: idSchema, reason: z.string() })),
        }),
      ),
    reopen: routeFor(WORKERS)
      .route({
        method: 'POST',
        path: `${path}/reopen`,
        tags: [tag],
        summary: 'Open them again, with the scopes that were resolved at the same time',
      })
      .input(z.object({ ids }))
      .output(
        z.object({
          reopened: z.array(idSchema),
          refused: z.array(z.object({ id: idSchema, reason: z.string() })),
        }),
      ),
  }
}

export const ticketsContract = {
  ...contractOf('/tickets', 'Tickets', 'ticket'),
  create: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/tickets',
      tags: ['Tickets'],
      summary: 'Make a ticket, or let the ticket of a known PSA number hold for more',
    })
    .input(
      z.object({
        ...newAlert,
        text: z.string().trim().max(20_000).default(''),
        /** A number of the PSA; without one the ticket gets a code of its own. */
        psaNumber: z
          .string()
          .trim()
          .max(60)
          .regex(/^[\p{L}\p{N}#][\p{L}\p{N} #./_-]*$/u, 'Letters, digits and # . / - _ only.')
          .optional(),
        /** A known number whose ticket is resolved is refused unless this says to open it again. */
        reopen: z.boolean().default(false),
      }),
    )
    .output(createdSchema),
}

export const remarksContract = {
  ...contractOf('/remarks', 'Remarks', 'remark'),
  create: routeFor(WORKERS)
    .route({ method: 'POST', path: '/remarks', tags: ['Remarks'], summary: 'Make a remark' })
    .input(z.object({ ...newAlert, text: z.string().trim().min(1).max(20_000) }))
    .output(createdSchema),
}

export const alertsContract = {
  /** Direct links, and open scopes that are active by the day of the run; each ticket and remark once. */
  ofRun: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/job-runs/{id}/alerts',
      tags: ['Runs'],
      summary: 'Tickets and remarks of a run',
    })
    .input(z.object({ id: idSchema }))
    .output(shownAlertsSchema),
  /** Direct links of its newest runs whatever became of them, and open scopes. */
  ofJob: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/jobs/{id}/alerts',
      tags: ['Jobs'],
      summary: 'Tickets and remarks of a job',
    })
    .input(z.object({ id: idSchema }))
    .output(shownAlertsSchema),
}
