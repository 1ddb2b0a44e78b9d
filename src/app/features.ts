import { auditRoutes } from '../features/audit/audit.routes.ts'
import { linkEvidence, noteHeads } from '../features/audit/index.ts'
import { claimsRoutes } from '../features/claims/claims.routes.ts'
import { customersRoutes } from '../features/customers/customers.routes.ts'
import { dailyJobsRoutes } from '../features/daily-jobs/daily-jobs.routes.ts'
import { deletedMailsRoutes } from '../features/deleted-mails/deleted-mails.routes.ts'
import { inboxRoutes } from '../features/inbox/inbox.routes.ts'
import { incidentsRoutes } from '../features/incidents/incidents.routes.ts'
import { checkSilence } from '../features/incidents/index.ts'
import {
  closeInterruptedImports,
  finishLeftovers,
  finishLeftoversNow,
  purgeRawMail,
} from '../features/ingest/index.ts'
import { sweepIdempotencyKeys } from '../features/ingest-http/index.ts'
import { ingestRoutes } from '../features/ingest-http/ingest-http.routes.ts'
import { jobIdentitiesRoutes } from '../features/jobs/identities.routes.ts'
import { jobsRoutes } from '../features/jobs/jobs.routes.ts'
import { liveRoutes } from '../features/live/live.routes.ts'
import { mailRoutes } from '../features/mail/mail.routes.ts'
import { resumeSweeps, sweepErrand } from '../features/overrides/index.ts'
import { overridesRoutes } from '../features/overrides/overrides.routes.ts'
import { parserRulesRoutes } from '../features/parser-builder/parser-builder.routes.ts'
import { countParserDays, recountParserDays } from '../features/parsers/index.ts'
import { parsersRoutes } from '../features/parsers/parsers.routes.ts'
import { os, sweepSessions } from '../features/people/index.ts'
import { sessionRoutes } from '../features/people/session.routes.ts'
import { queueViewsRoutes } from '../features/queue-views/queue-views.routes.ts'
import { previewErrand, resumePreviews, sweepPreviews } from '../features/reparse/index.ts'
import { reparseRoutes } from '../features/reparse/reparse.routes.ts'
import { runChecksRoutes } from '../features/run-checks/run-checks.routes.ts'
import { runsRoutes } from '../features/runs/runs.routes.ts'
import { detectMissed, learnChangedJobs, relearnAllJobs } from '../features/schedules/index.ts'
import { schedulesRoutes } from '../features/schedules/schedules.routes.ts'
import { settingsRoutes } from '../features/settings/settings.routes.ts'
import { askForDueImports, importErrand, keepHttpUp, keepServices } from '../features/sources/index.ts'
import { sourcesRoutes } from '../features/sources/sources.routes.ts'
import { alertsRoutes, remarksRoutes, ticketsRoutes } from '../features/tickets/tickets.routes.ts'
import { tokensRoutes } from '../features/tokens/tokens.routes.ts'
import type { Errand, Task } from '../platform/jobs.ts'
import type { World } from './world.ts'

/** What the server answers: one entry a feature, the same names as in the contract. */
export const router = os.router({
  session: sessionRoutes,
  inbox: inboxRoutes,
  mail: mailRoutes,
  customers: customersRoutes,
  jobs: jobsRoutes,
  jobIdentities: jobIdentitiesRoutes,
  runChecks: runChecksRoutes,
  claims: claimsRoutes,
  queueViews: queueViewsRoutes,
  runs: runsRoutes,
  dailyJobs: dailyJobsRoutes,
  schedules: schedulesRoutes,
  overrides: overridesRoutes,
  parserRules: parserRulesRoutes,
  parsers: parsersRoutes,
  settings: settingsRoutes,
  sources: sourcesRoutes,
  incidents: incidentsRoutes,
  tokens: tokensRoutes,
  ingest: ingestRoutes,
  live: liveRoutes,
  reparse: reparseRoutes,
  deletedMails: deletedMailsRoutes,
  audit: auditRoutes,
  tickets: ticketsRoutes,
  remarks: remarksRoutes,
  alerts: alertsRoutes,
})

/** What the worker does by itself. */
export function backgroundTasks(world: World): Task[] {
  return [
    {
      name: 'ingest.finish-leftovers',
      cron: '* * * * *',
      run: () => finishLeftovers(world, 60),
    },
    { name: 'parsers.count-days', cron: '7 * * * *', run: () => countParserDays(world) },
    { name: 'parsers.recount-days', cron: '47 2 * * *', run: () => recountParserDays(world) },
    {
      name: 'schedules.learn-changed',
      cron: '* * * * *',
      run: async () => void (await learnChangedJobs(world)),
    },
    { name: 'schedules.detect', cron: '*/5 * * * *', run: async () => void (await detectMissed(world)) },
    {
      name: 'schedules.relearn-all',
      cron: '41 2 * * *',
      run: async () => void (await relearnAllJobs(world)),
    },
    { name: 'audit.link', cron: '* * * * *', run: async () => void (await linkEvidence(world)) },
    { name: 'audit.note-heads', cron: '53 23 * * *', run: () => noteHeads(world) },
    { name: 'people.sweep-sessions', cron: '17 3 * * *', run: () => sweepSessions(world) },
    {
      name: 'ingest.close-interrupted',
      cron: '* * * * *',
      run: async () => void (await closeInterruptedImports(world)),
    },
    { name: 'ingest.purge-raw-mail', cron: '7 * * * *', run: async () => void (await purgeRawMail(world)) },
    { name: 'ingest-http.sweep-keys', cron: '37 3 * * *', run: () => sweepIdempotencyKeys(world) },
    { name: 'sources.due', cron: '* * * * *', run: () => askForDueImports(world) },
    { name: 'incidents.silence', cron: '*/5 * * * *', run: () => checkSilence(world) },
    { name: 'overrides.resume', cron: '* * * * *', run: () => resumeSweeps(world) },
    { name: 'reparse.resume', cron: '* * * * *', run: () => resumePreviews(world) },
    { name: 'reparse.sweep', cron: '43 3 * * *', run: () => sweepPreviews(world) },
  ]
}

/** What the worker does when somebody asks for it. */
export function errands(world: World): Errand[] {
  return [importErrand(world), previewErrand(world), sweepErrand(world)]
}

/** What a web process does all the time, until the signal. */
export function webServices(world: World, signal: AbortSignal): Promise<void>[] {
  return [keepHttpUp(world, signal)]
}

/** What the worker does at once and then all the time, until the signal. */
export function services(world: World, signal: AbortSignal): Promise<void>[] {
  return [finishLeftoversNow(world, signal), keepServices(world, signal)]
}
