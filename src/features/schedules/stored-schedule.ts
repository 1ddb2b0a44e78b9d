import { z } from 'zod'
import { pinSchema } from '../../../contract/schedule-facts.ts'
import type { Pin } from '../../domain/schedule/pinned.ts'
import type { Schedule, Slot } from '../../domain/schedule/schedule.ts'

const weekday = z.number()
const dayRule = z.discriminatedUnion('every', [
  z.object({ every: z.literal('week'), weekday }),
  z.object({ every: z.literal('two-weeks'), weekday, fellOn: z.number() }),
  z.object({ every: z.literal('month'), monthday: z.union([z.number(), z.literal('last')]) }),
  z.object({
    every: z.literal('month-weekday'),
    weekday,
    nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('last')]),
  }),
])
const slot = z.object({
  on: dayRule,
  minute: z.number(),
  window: z.object({ from: z.number(), to: z.number() }),
  orNightBefore: z.boolean().optional(),
  hits: z.number(),
  opportunities: z.number(),
  restsOn: z.array(z.number()),
})
const interval = z.object({
  every: z.number(),
  phase: z.number().nullable(),
  stray: z.number(),
  orNightBefore: z.boolean().optional(),
  hits: z.number(),
  last: z.number(),
  lastWall: z.number(),
  pauses: z.array(z.object({ from: z.number(), to: z.number() })),
  weeksWatched: z.number(),
})
const schedule = z.union([
  z.object({ kind: z.enum(['weekly', 'biweekly', 'monthly']), slots: z.array(slot) }),
  z.object({ kind: z.literal('interval'), interval }),
  z.object({
    kind: z.enum(['irregular', 'learning']),
    silence: z.object({ last: z.number(), longest: z.number() }).nullable(),
  }),
])

/** A schedule as it was stored when it was learned; null for a job of which nothing was learned. */
export function storedSchedule(json: unknown): Schedule | null {
  return json === null ? null : schedule.parse(json)
}

/** The slot that a planned or a missed run was stored with; null for one without. */
export function storedSlot(json: unknown): Slot | null {
  return json === null || json === undefined ? null : slot.parse(json)
}

/** A pin as it was stored. */
export function storedPin(json: unknown): Pin | null {
  return json === null ? null : pinSchema.parse(json)
}
