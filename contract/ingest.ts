import { z } from 'zod'
import { idSchema, routeFor, statusSchema } from './base.ts'

/** What became of a report that a machine handed over; it is safe (committed) when this is answered. */
const takenInSchema = z.object({
  messageId: idSchema,
  /** The same report was handed over before; nothing new was made. */
  duplicate: z.boolean(),
  /** A run of a known job; waiting for a person in the Inbox; kept with an archived job or ignored; or still being filed. */
  outcome: z.enum(['run', 'inbox', 'set aside', 'filing']),
})

const time = z.string().max(40)

/** One run of one job, as scripts report it (docs/plain-report.md). */
export const runReportSchema = z.object({
  job: z.string().trim().min(1).max(500),
  status: statusSchema,
  host: z.string().max(255).optional(),
  type: z.string().max(100).optional(),
  message: z.string().max(20_000).optional(),
  started_at: time.optional(),
  ended_at: time.optional(),
  objects: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(500),
        type: z.string().max(100).optional(),
        status: statusSchema,
        message: z.string().max(5000).optional(),
        size: z.number().int().min(0).optional(),
      }),
    )
    .max(10_000)
    .optional(),
  /** The same key within seven days is the same report. */
  idempotency_key: z
    .string()
    .min(1)
    .max(200)
    .refine((key) => !key.includes('\0') && key.isWellFormed(), 'Use a key of plain signs.')
    .optional(),
})

export const ingestContract = {
  mail: routeFor('token')
    .route({
      method: 'POST',
      path: '/ingest/mail',
      tags: ['Ingest'],
      summary:
        'Hand over a mail: raw RFC 5322, content type message/rfc822 or application/octet-stream, up to 25 MB',
    })
    .input(z.file())
    .output(takenInSchema),
  run: routeFor('token')
    .route({
      method: 'POST',
      path: '/ingest/run',
      tags: ['Ingest'],
      summary: 'Hand over a run report as JSON',
    })
    .input(runReportSchema)
    .output(takenInSchema),
}
