import { os, tokenIn } from '../people/index.ts'
import { ingestMail, ingestRun } from './ingest-http.ts'

export const ingestRoutes = os.ingest.router({
  mail: os.ingest.mail.handler(async ({ context, input }) =>
    ingestMail(context.world, await tokenIn(context), await input.bytes()),
  ),
  run: os.ingest.run.handler(async ({ context, input }) =>
    ingestRun(context.world, await tokenIn(context), input),
  ),
})
