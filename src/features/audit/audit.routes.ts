import { actorOf, os } from '../people/index.ts'
import { readSettings } from '../settings/index.ts'
import { evidenceState, exportReviewEvidence } from './review-evidence.ts'

export const auditRoutes = os.audit.router({
  state: os.audit.state.handler(({ context }) => evidenceState(context.world)),
  reviewEvidence: os.audit.reviewEvidence.handler(async ({ context, input }) => {
    const { ui_timezone } = await readSettings(context.world)
    const { name, type, chunks } = await exportReviewEvidence(
      context.world,
      actorOf(context),
      input,
      ui_timezone,
    )
    return {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
      body: ReadableStream.from(chunks).pipeThrough(new TextEncoderStream()),
    }
  }),
})
