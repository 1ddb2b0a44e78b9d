import { z } from 'zod'
import { customersRoutes } from '../features/customers/customers.routes.ts'
import { deletedMailsRoutes } from '../features/deleted-mails/deleted-mails.routes.ts'
import { inboxRoutes } from '../features/inbox/inbox.routes.ts'
import { processWaiting } from '../features/ingest/index.ts'
import { jobsRoutes } from '../features/jobs/jobs.routes.ts'
import { mailRoutes } from '../features/mail/mail.routes.ts'
import { parserRulesRoutes } from '../features/parser-builder/parser-builder.routes.ts'
import { countParserDays, recountParserDays } from '../features/parsers/index.ts'
import { parsersRoutes } from '../features/parsers/parsers.routes.ts'
import { os, sweepSessions } from '../features/people/index.ts'
import { sessionRoutes } from '../features/people/session.routes.ts'
import { PREVIEW_ERRAND, resumePreviews, sweepPreviews, workOnPreview } from '../features/reparse/index.ts'
import { reparseRoutes } from '../features/reparse/reparse.routes.ts'
import { runChecksRoutes } from '../features/run-checks/run-checks.routes.ts'
import { runsRoutes } from '../features/runs/runs.routes.ts'
import { settingsRoutes } from '../features/settings/settings.routes.ts'
import type { Errand, Task } from '../platform/jobs.ts'
import type { World } from './world.ts'

/** What the server answers: one entry a feature, the same names as in the contract. */
export const router = os.router({
  session: sessionRoutes,
  inbox: inboxRoutes,
  mail: mailRoutes,
  customers: customersRoutes,
  jobs: jobsRoutes,
  runChecks: runChecksRoutes,
  runs: runsRoutes,
  parserRules: parserRulesRoutes,
  parsers: parsersRoutes,
  settings: settingsRoutes,
  reparse: reparseRoutes,
  deletedMails: deletedMailsRoutes,
})

/** What the worker does by itself. */
export function backgroundTasks(world: World): Task[] {
  return [
    {
      name: 'ingest.process-waiting',
      cron: '* * * * *',
      run: async () => void (await processWaiting(world, 60)),
    },
    { name: 'parsers.count-days', cron: '7 * * * *', run: () => countParserDays(world) },
    { name: 'parsers.recount-days', cron: '47 2 * * *', run: () => recountParserDays(world) },
    { name: 'people.sweep-sessions', cron: '17 3 * * *', run: () => sweepSessions(world) },
    { name: 'reparse.resume', cron: '* * * * *', run: () => resumePreviews(world) },
    { name: 'reparse.sweep', cron: '43 3 * * *', run: () => sweepPreviews(world) },
  ]
}

const previewOf = z.object({ id: z.number() })

/** What the worker does when it is asked to. */
export function backgroundErrands(world: World): Errand[] {
  return [
    {
      name: PREVIEW_ERRAND,
      data: previewOf,
      run: (data, signal) => workOnPreview(world, previewOf.parse(data).id, signal),
    },
  ]
}
