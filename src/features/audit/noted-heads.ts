import { z } from 'zod'
import type { ChainedLog, ChainHead } from './chained-logs.ts'

/** How far a chain reached at some time, as somebody wrote it down. */
export type NotedHead = ChainHead & { at: string }

const head = z
  .object({ position: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) })
  .nullable()
const headsSchema = z.object({ audit_log: head.optional(), job_run_review_events: head.optional() })

/** Those of some notes that speak of a log; notes that cannot be read tell nothing. */
export function headsIn(notes: readonly { at: string; details: unknown }[], log: ChainedLog): NotedHead[] {
  return notes.flatMap(({ at, details }) => {
    const noted = headsSchema.safeParse(details).data?.[log]
    return noted ? [{ at, ...noted }] : []
  })
}

/** Reads what `audit heads` printed, one object a line. */
export function readHeadsFile(text: string): { at: string; details: unknown }[] {
  const line = z.object({ at: z.string(), heads: headsSchema })
  return text
    .split('\n')
    .filter((each) => each.trim() !== '')
    .map((each) => {
      const { at, heads } = line.parse(JSON.parse(each))
      return { at, details: heads }
    })
}
