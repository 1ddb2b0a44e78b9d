import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { parseSearch, stringifySearch } from '../lib/search-params.ts'
import { archivedJobsRoute } from './archived-jobs.tsx'
import { customersRoute } from './customers.tsx'
import { dailyJobsRoute } from './daily-jobs.tsx'
import { deletedMailsRoute } from './deleted-mails.tsx'
import { documentationRoute } from './documentation.tsx'
import { frameRoute } from './frame.tsx'
import { homeRoute } from './home.tsx'
import { inboxRoute } from './inbox.tsx'
import { jobRoute } from './job.tsx'
import { jobsRoute } from './jobs.tsx'
import { overridesRoute } from './overrides.tsx'
import { parserBuilderRoute } from './parser-builder.tsx'
import { parsersRoute } from './parsers.tsx'
import { reparseRoute } from './reparse.tsx'
import { rootRoute } from './root.tsx'
import { runChecksRoute } from './run-checks.tsx'
import { generalSettingsRoute, settingsRoute, settingsStartRoute } from './settings.tsx'
import { evidenceRoute } from './settings-evidence.tsx'
import { importsRoute } from './settings-imports.tsx'
import { scheduleSettingsRoute } from './settings-schedules.tsx'
import { newSourceRoute, sourceRoute, sourcesRoute } from './settings-sources.tsx'
import { tokensRoute } from './settings-tokens.tsx'
import { setupRoute } from './setup.tsx'
import { signInRoute } from './sign-in.tsx'
import { ticketsRoute } from './tickets.tsx'
import { userSettingsRoute } from './user-settings.tsx'

const routeTree = rootRoute.addChildren([
  setupRoute,
  signInRoute,
  frameRoute.addChildren([
    homeRoute,
    runChecksRoute,
    dailyJobsRoute,
    inboxRoute,
    customersRoute,
    jobsRoute,
    jobRoute,
    ticketsRoute,
    archivedJobsRoute,
    overridesRoute,
    parserBuilderRoute,
    parsersRoute,
    deletedMailsRoute,
    reparseRoute,
    settingsRoute.addChildren([
      settingsStartRoute,
      generalSettingsRoute,
      sourcesRoute,
      newSourceRoute,
      sourceRoute,
      importsRoute,
      scheduleSettingsRoute,
      tokensRoute,
      evidenceRoute,
    ]),
    userSettingsRoute,
    documentationRoute,
  ]),
])

/** All pages and their URLs. */
export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: false,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
