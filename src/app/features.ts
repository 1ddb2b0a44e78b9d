import { customersRoutes } from '../features/customers/customers.routes.ts'
import { inboxRoutes } from '../features/inbox/inbox.routes.ts'
import { processWaiting } from '../features/ingest/index.ts'
import { jobsRoutes } from '../features/jobs/jobs.routes.ts'
import { mailRoutes } from '../features/mail/mail.routes.ts'
import { parserRulesRoutes } from '../features/parser-builder/parser-builder.routes.ts'
import { os, sweepSessions } from '../features/people/index.ts'
import { sessionRoutes } from '../features/people/session.routes.ts'
import { runChecksRoutes } from '../features/run-checks/run-checks.routes.ts'
import { runsRoutes } from '../features/runs/runs.routes.ts'
import { settingsRoutes } from '../features/settings/settings.routes.ts'
import type { Task } from '../platform/jobs.ts'
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
  settings: settingsRoutes,
})

/** What the worker does by itself. */
export function backgroundTasks(world: World): Task[] {
  return [
    {
      name: 'ingest.process-waiting',
      cron: '* * * * *',
      run: async () => void (await processWaiting(world, 60)),
    },
    { name: 'people.sweep-sessions', cron: '17 3 * * *', run: () => sweepSessions(world) },
  ]
}
