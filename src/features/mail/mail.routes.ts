import { notFound, Refusal } from '../../platform/refusal.ts'
import { os } from '../people/index.ts'
import { readBodies, readRawBytes } from './mail.queries.ts'
import { mailPage, mailPagePolicy } from './mail-page.ts'

export const mailRoutes = os.mail.router({
  body: os.mail.body.handler(async ({ context, input }) => {
    const bodies = await readBodies(context.world.db, input.id)
    if (!bodies) throw notFound('message')
    return {
      headers: {
        'content-security-policy': mailPagePolicy(input.remote),
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
      body: new Blob([mailPage(bodies, input.remote)], { type: 'text/html; charset=utf-8' }),
    }
  }),
  raw: os.mail.raw.handler(async ({ context, input }) => {
    const bytes = await readRawBytes(context.world.db, input.id)
    if (!bytes)
      throw new Refusal('raw_not_kept', 'The original of this message is no longer kept.', { status: 404 })
    return {
      headers: {
        'content-disposition': `attachment; filename="message-${input.id}.eml"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
      body: new Blob([new Uint8Array(bytes)], { type: 'message/rfc822' }),
    }
  }),
})
