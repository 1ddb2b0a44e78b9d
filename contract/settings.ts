import { z } from 'zod'
import { ADMINS, routeFor } from './base.ts'

export const generalSettingsSchema = z.object({
  uiTimeZone: z.string().min(1).max(100),
  baseUrl: z.string().max(500),
  /** The mailbox that customers' plus-tagged addresses are made from, e.g. reports@msp.example. */
  receiveAddress: z.string().max(320),
  sandboxBanner: z.boolean(),
  /** Reports older than this many days when they become runs enter as reviewed history. */
  historyAfterDays: z.number().int().min(1).max(3650),
  rawMailRetentionDays: z.number().int().min(0).max(36_500),
  /** What a new mailbox begins with; each has its own afterwards. */
  importAutomatically: z.boolean(),
  importIntervalMinutes: z.number().int().min(1).max(1440),
  importBatchSize: z.number().int().min(1).max(1000),
})

export const settingsContract = {
  general: routeFor(ADMINS)
    .route({ method: 'GET', path: '/settings/general', tags: ['Settings'], summary: 'General settings' })
    .output(generalSettingsSchema),
  updateGeneral: routeFor(ADMINS)
    .route({
      method: 'PUT',
      path: '/settings/general',
      tags: ['Settings'],
      summary: 'Change general settings',
    })
    .input(generalSettingsSchema.partial())
    .output(generalSettingsSchema),
}
