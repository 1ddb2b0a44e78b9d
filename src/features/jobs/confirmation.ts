import { TYPED_ABOVE_RUNS } from '../../../contract/jobs.ts'
import { Refusal } from '../../platform/refusal.ts'

/** A job with many runs is merged or deleted only by who typed its name. */
export function requireTypedName(
  job: { name: string; run_count: number },
  confirmation: string | undefined,
): void {
  if (job.run_count <= TYPED_ABOVE_RUNS || confirmation?.trim() === job.name.trim()) return
  throw new Refusal(
    'confirmation_needed',
    `This job has ${job.run_count} runs. Type its name, ${job.name}, to confirm.`,
    { status: 422 },
  )
}
