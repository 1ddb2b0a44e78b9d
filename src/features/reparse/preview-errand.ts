import { z } from 'zod'
import type { Errand } from '../../platform/jobs.ts'
import { PREVIEW_ERRAND } from './previews.ts'
import { type PreviewWorld, workOnPreview } from './work.ts'

/** The queue's work on a preview, one at a time for each. */
export function previewErrand(world: PreviewWorld): Errand {
  return {
    name: PREVIEW_ERRAND,
    run: (data, signal) => workOnPreview(world, previewData.parse(data).id, signal),
  }
}

const previewData = z.object({ id: z.number().int().positive() })
