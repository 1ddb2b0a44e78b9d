import { z } from 'zod'
import { idSchema, instantSchema, pageInput, pageOf, READERS, routeFor, WORKERS } from './base.ts'

export const customerSchema = z.object({
  id: idSchema,
  name: z.string(),
  active: z.boolean(),
  /** Jobs that are not archived. */
  jobCount: z.number().int(),
  openRunCount: z.number().int(),
  receiveTag: z.string(),
  /** The customer's own address for reports; null until the receive address is set in the settings. */
  receiveAddress: z.string().nullable(),
  firstTaggedMailAt: instantSchema.nullable(),
  notes: z.string(),
  contact: z.string(),
  portalUrl: z.string().nullable(),
  consoleUrl: z.string().nullable(),
})

const name = z.string().trim().min(1).max(200)
const link = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\//, 'A link starts with http:// or https://')
  .nullable()

export const customersContract = {
  list: routeFor(READERS)
    .route({ method: 'GET', path: '/customers', tags: ['Customers'], summary: 'Customers by name' })
    .input(z.object({ ...pageInput, active: z.enum(['active', 'inactive', 'all']).default('all') }))
    .output(pageOf(customerSchema)),
  get: routeFor(READERS)
    .route({ method: 'GET', path: '/customers/{id}', tags: ['Customers'], summary: 'One customer' })
    .input(z.object({ id: idSchema }))
    .output(customerSchema),
  /** Type-ahead on any part of the name; active customers first. */
  pick: routeFor(READERS)
    .route({
      method: 'GET',
      path: '/customers/pick',
      tags: ['Customers'],
      summary: 'Find customers by any part of the name',
    })
    .input(z.object({ q: z.string().max(200).default('') }))
    .output(z.array(z.object({ id: idSchema, name: z.string(), active: z.boolean() }))),
  create: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/customers',
      tags: ['Customers'],
      summary: 'Create a customer',
      successStatus: 201,
    })
    .input(z.object({ name }))
    .output(customerSchema),
  update: routeFor(WORKERS)
    .route({
      method: 'PATCH',
      path: '/customers/{id}',
      tags: ['Customers'],
      summary: 'Rename, (de)activate, note',
    })
    .input(
      z.object({
        id: idSchema,
        name: name.optional(),
        active: z.boolean().optional(),
        notes: z.string().max(10_000).optional(),
        contact: z.string().max(1000).optional(),
        portalUrl: link.optional(),
        consoleUrl: link.optional(),
      }),
    )
    .output(customerSchema),
  remove: routeFor(WORKERS)
    .route({
      method: 'DELETE',
      path: '/customers/{id}',
      tags: ['Customers'],
      summary: 'Delete a customer that has no jobs',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ ok: z.literal(true) })),
}
