import { alertsContract, remarksContract, ticketsContract } from './alerts.ts'
import { auditContract } from './audit.ts'
import { claimsContract } from './claims.ts'
import { customersContract } from './customers.ts'
import { dailyJobsContract } from './daily-jobs.ts'
import { deletedMailsContract } from './deleted-mails.ts'
import { inboxContract, mailContract } from './inbox.ts'
import { incidentsContract } from './incidents.ts'
import { ingestContract } from './ingest.ts'
import { jobIdentitiesContract } from './job-identities.ts'
import { jobsContract } from './jobs.ts'
import { liveContract } from './live.ts'
import { overridesContract } from './overrides.ts'
import { parserRulesContract } from './parser-rules.ts'
import { parsersContract } from './parsers.ts'
import { queueViewsContract } from './queue-views.ts'
import { reparseContract } from './reparse.ts'
import { runChecksContract, runsContract } from './run-checks.ts'
import { schedulesContract } from './schedules.ts'
import { sessionContract } from './session.ts'
import { settingsContract } from './settings.ts'
import { sourcesContract } from './sources.ts'
import { tokensContract } from './tokens.ts'

/** Everything a screen or a program can ask of the server, one entry a feature. */
export const contract = {
  session: sessionContract,
  inbox: inboxContract,
  mail: mailContract,
  customers: customersContract,
  jobs: jobsContract,
  jobIdentities: jobIdentitiesContract,
  overrides: overridesContract,
  parserRules: parserRulesContract,
  runChecks: runChecksContract,
  claims: claimsContract,
  queueViews: queueViewsContract,
  runs: runsContract,
  parsers: parsersContract,
  dailyJobs: dailyJobsContract,
  schedules: schedulesContract,
  settings: settingsContract,
  sources: sourcesContract,
  incidents: incidentsContract,
  tokens: tokensContract,
  ingest: ingestContract,
  live: liveContract,
  reparse: reparseContract,
  deletedMails: deletedMailsContract,
  audit: auditContract,
  tickets: ticketsContract,
  remarks: remarksContract,
  alerts: alertsContract,
}
