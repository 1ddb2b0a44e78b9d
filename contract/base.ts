import { oc } from '@orpc/contract'
import { z } from 'zod'

/** The four roles of a user; one of them is active in a session (product.md section 16). */
export const ROLES = ['admin', 'operator', 'viewer', 'reporter'] as const
export type Role = (typeof ROLES)[number]

/**
 * Who may call a route: everybody (only routes on the named list of public routes), machines with an ingest token, or
 * sessions whose active role is listed.
 */
export type Access = 'public' | 'token' | readonly Role[]

export const EVERYBODY: Access = [...ROLES]
export const READERS: Access = ['admin', 'operator', 'viewer']
export const WORKERS: Access = ['admin', 'operator']
export const ADMINS: Access = ['admin']

/** A route that declares who may call it; one that forgets admits nobody. */
export function routeFor(access: Access) {
  return oc.$meta<{ access: Access }>({ access })
}

export const statusSchema = z.enum(['success', 'warning', 'failed'])
/** A run's status: a report's own word, or `missed` for a run that never came. */
export const runStatusSchema = z.enum(['success', 'warning', 'failed', 'missed'])
export type RunStatus = z.infer<typeof runStatusSchema>

export const idSchema = z.number().int().positive()
/** An instant as ISO 8601 in UTC. */
export const instantSchema = z.string()

/** Input of every list: an opaque cursor from the page before, and how many rows. */
export const pageInput = {
  after: z.string().max(500).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  q: z.string().max(200).optional(),
}

/** Output of every list: the rows, the cursor of the next page (null on the last), and the total over all pages. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable(), total: z.number().int() })
}

/** What a bulk action could not do, and why. */
export const refusedSchema = z.array(z.object({ id: idSchema, reason: z.string() }))

export const customerRef = z.object({ id: idSchema, name: z.string() })
export const jobRef = z.object({ id: idSchema, name: z.string(), customer: customerRef })

/** "Last good backup N days ago, M failures in a row": stands wherever a job stands. */
export const jobHealthSchema = z.object({
  lastRunAt: instantSchema.nullable(),
  lastStatus: runStatusSchema.nullable(),
  lastGoodAt: instantSchema.nullable(),
  failuresInRow: z.number().int(),
  runCount: z.number().int(),
})

export const objectSchema = z.object({
  name: z.string(),
  type: z.string().nullable(),
  status: statusSchema,
  message: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  transferredBytes: z.number().nullable(),
})
