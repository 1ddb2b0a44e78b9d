import type { z } from 'zod'
import type { runSchema } from '../../../contract/run-checks.ts'

/** One run as the server tells it. */
export type Run = z.infer<typeof runSchema>
