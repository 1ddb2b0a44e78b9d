import { z } from 'zod'
import { idSchema, routeFor, WORKERS } from './base.ts'
import { queueViewSchema } from './run-checks.ts'

const name = z.string().trim().min(1).max(60)

const viewSchema = z.object({ id: idSchema, name: z.string(), search: queueViewSchema })

/** Where a person begins in Run Checks: with a saved view of theirs, else with these filters and this order. */
export const queuePreferencesSchema = z.object({
  search: queueViewSchema,
  viewId: idSchema.nullable(),
})

/** Every person's own: nobody sees or changes those of another. */
export const queueViewsContract = {
  list: routeFor(WORKERS)
    .route({
      method: 'GET',
      path: '/run-checks/views',
      tags: ['Run Checks'],
      summary: 'Your saved views and where you begin',
    })
    .output(z.object({ views: z.array(viewSchema), preferences: queuePreferencesSchema })),
  create: routeFor(WORKERS)
    .route({ method: 'POST', path: '/run-checks/views', tags: ['Run Checks'], summary: 'Save a view' })
    .input(z.object({ name, search: queueViewSchema }))
    .output(viewSchema),
  update: routeFor(WORKERS)
    .route({
      method: 'PATCH',
      path: '/run-checks/views/{id}',
      tags: ['Run Checks'],
      summary: 'Rename a view, or save other filters under its name',
    })
    .input(z.object({ id: idSchema, name: name.optional(), search: queueViewSchema.optional() }))
    .output(viewSchema),
  remove: routeFor(WORKERS)
    .route({
      method: 'DELETE',
      path: '/run-checks/views/{id}',
      tags: ['Run Checks'],
      summary: 'Delete a view',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ ok: z.literal(true) })),
  savePreferences: routeFor(WORKERS)
    .route({
      method: 'POST',
      path: '/run-checks/preferences',
      tags: ['Run Checks'],
      summary: 'Choose where you begin',
    })
    .input(queuePreferencesSchema.partial())
    .output(queuePreferencesSchema),
}
