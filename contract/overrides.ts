import { z } from 'zod'
import { MATCH_MODES } from '../src/domain/override.ts'
import {
  ADMINS,
  idSchema,
  instantSchema,
  jobRef,
  pageInput,
  pageOf,
  READERS,
  routeFor,
  runStatusSchema,
  statusSchema,
  WORKERS,
} from './base.ts'

/** So many days back a preview looks. */
export const PREVIEW_DAYS = 30

const words = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !text.includes('\0'), 'This text holds a character that cannot be stored.')

/** Which runs a rule speaks of. */
export const overrideScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), runId: idSchema }),
  z.object({ kind: z.literal('job'), jobId: idSchema }),
  z.object({ kind: z.literal('object'), jobId: idSchema, objectId: idSchema }),
  /** Over all customers; at least one of the two. */
  z.object({
    kind: z.literal('global'),
    software: z.string().min(1).max(100).nullable(),
    type: z.string().min(1).max(200).nullable(),
  }),
])

export const overrideRuleSchema = z.object({
  /** Null: any. */
  status: statusSchema.nullable().default(null),
  /** Of an object its message, of a run its status text and remark; blank: any. */
  text: words(2000).default(''),
  mode: z.enum(MATCH_MODES).default('contains'),
  /** False: the runs are only flagged. */
  treatAsSuccess: z.boolean().default(true),
  /** A run is judged by its own time. Without one: from now on, of a single run always. */
  validFrom: z.iso.datetime({ offset: true }).optional(),
  validUntil: z.iso.datetime({ offset: true }).nullable().default(null),
  comment: words(2000).default(''),
})

const kindSchema = z.enum(['run', 'job', 'object', 'global'])

export const overrideSchema = z.object({
  id: idSchema,
  kind: kindSchema,
  /** Of a rule about one run: that run. */
  run: z.object({ id: idSchema, runAt: instantSchema }).nullable(),
  job: jobRef.nullable(),
  object: z.object({ id: idSchema, name: z.string() }).nullable(),
  software: z.string().nullable(),
  type: z.string().nullable(),
  status: statusSchema.nullable(),
  text: z.string(),
  mode: z.enum(MATCH_MODES),
  treatAsSuccess: z.boolean(),
  validFrom: instantSchema,
  validUntil: instantSchema.nullable(),
  /** Whether a run of this moment would be met. */
  state: z.enum(['in force', 'not yet', 'ended']),
  comment: z.string(),
  createdBy: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema.nullable(),
  /** Runs that it decided about, flagged, or covered an object of; counted up to 10,000. */
  matchedRuns: z.number().int(),
  matchedIsExact: z.boolean(),
  /** Runs that are still judged anew because of a change; total is null until they are counted. */
  work: z.object({ examined: z.number().int(), total: z.number().int().nullable() }).nullable(),
})

/** What a change did at once; `goesOn`: older runs are judged in the background. */
const doneSchema = z.object({
  override: overrideSchema,
  changedRuns: z.number().int(),
  goesOn: z.boolean(),
})

/** How many runs can be marked in one step: more than a morning's queue has. */
const MOST_MARKED = 20_000

export const markRunsSchema = z.object({
  /** The runs as they were shown: none that came since. */
  runIds: z.array(idSchema).min(1).max(MOST_MARKED),
  comment: words(2000).default(''),
  /** With it their jobs get the rule, from the oldest of these runs on; without it these runs alone are marked. */
  jobsRule: overrideRuleSchema.pick({ text: true, mode: true, validUntil: true }).nullable().default(null),
})

export const overridePreviewSchema = z.object({
  /** Runs of the last 30 days that were looked at, newest first, and whether those were all. */
  lookedAt: z.number().int(),
  isComplete: z.boolean(),
  matched: z.number().int(),
  becomeSuccess: z.number().int(),
  /** Of those that become a success, the ones in the rule's own time: they change at once. */
  changeNow: z.number().int(),
  jobs: z.number().int(),
  customers: z.number().int(),
  examples: z.array(
    z.object({
      runId: idSchema,
      job: jobRef,
      runAt: instantSchema,
      status: runStatusSchema,
      /** The text that was met: of the object that is named, or else of the run. */
      object: z.string().nullable(),
      text: z.string(),
      outcome: z.enum(['success', 'flagged', 'stays']),
    }),
  ),
  /** What becomes of the run that was asked about. */
  ofRun: z
    .object({
      matched: z.boolean(),
      effectiveStatus: runStatusSchema,
      /** Objects that are worse than success and stay so; the first few. */
      uncovered: z.array(z.string()),
      /** Another rule comes first. */
      decidedBy: idSchema.nullable(),
    })
    .nullable(),
})

export const overridesContract = {
  list: routeFor(READERS)
    .route({ method: 'GET', path: '/overrides', tags: ['Overrides'], summary: 'Overrides, newest first' })
    .input(
      z.object({
        ...pageInput,
        /** `rules`: all but those about a single run. */
        scope: z.enum(['rules', 'runs', 'all']).default('all'),
        state: z.enum(['in force', 'not yet', 'ended']).optional(),
        customerId: idSchema.optional(),
        /** Rules that speak of this job, global ones included. */
        jobId: idSchema.optional(),
      }),
    )
    .output(pageOf(overrideSchema)),
  get: routeFor(READERS)
    .route({ method: 'GET', path: '/overrides/{id}', tags: ['Overrides'], summary: 'One override' })
    .input(z.object({ id: idSchema }))
    .output(overrideSchema),
  preview: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/overrides/preview',
      tags: ['Overrides'],
      summary: 'What a rule would match in the last 30 days; changes nothing',
    })
    .input(
      overrideRuleSchema.extend({
        scope: overrideScopeSchema,
        /** The rule that this one is to take the place of. */
        replaces: idSchema.optional(),
        /** Tell also what becomes of this run. */
        ofRunId: idSchema.optional(),
      }),
    )
    .output(overridePreviewSchema),
  create: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/overrides',
      tags: ['Overrides'],
      summary: 'Create an override and judge the runs it touches anew',
    })
    .input(overrideRuleSchema.extend({ scope: overrideScopeSchema }))
    .output(doneSchema),
  markRuns: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/overrides/mark-runs',
      tags: ['Overrides'],
      summary:
        'Mark runs as success, for this once or with a rule for each of their jobs; what needs no mark is left out',
    })
    .input(markRunsSchema)
    .output(
      z.object({
        /** The rules that were made. */
        overrideIds: z.array(idSchema),
        changedRuns: z.number().int(),
        /** Runs that are a success, did not come, or whose sender is in doubt. */
        leftOut: z.number().int(),
      }),
    ),
  unmarkRuns: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/overrides/unmark-runs',
      tags: ['Overrides'],
      summary: 'Take back what one step of mark-runs made; only who made it can',
    })
    .input(z.object({ overrideIds: z.array(idSchema).min(1).max(MOST_MARKED) }))
    .output(z.object({ changedRuns: z.number().int() })),
  update: routeFor(WORKERS)
    .route({
      method: 'PUT',
      path: '/overrides/{id}',
      tags: ['Overrides'],
      summary: 'Change the criteria, the effect, the time or the comment of an override',
    })
    .input(overrideRuleSchema.extend({ id: idSchema }))
    .output(doneSchema),
  remove: routeFor(ADMINS)
    .route({
      method: 'DELETE',
      path: '/overrides/{id}',
      tags: ['Overrides'],
      summary: 'Remove an override: its runs count as what was reported, or as another rule says',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ changedRuns: z.number().int(), goesOn: z.boolean() })),
  restore: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/overrides/{id}/restore',
      tags: ['Overrides'],
      summary: 'Take the removal of an override back',
    })
    .input(z.object({ id: idSchema }))
    .output(doneSchema),
}
