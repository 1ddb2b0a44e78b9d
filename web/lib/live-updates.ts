import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { z } from 'zod'
import type { LiveEvent, LiveTopic } from '../../contract/live.ts'
import type { importSchema, sourceSchema, sourcesContract } from '../../contract/sources.ts'
import { api } from './api.ts'

type Import = z.infer<typeof importSchema>
type Source = z.infer<typeof sourceSchema>
type ImportsPage = z.infer<NonNullable<(typeof sourcesContract.imports)['~orpc']['outputSchema']>>

export type Topic = Exclude<LiveTopic, 'import'>

/** What each topic makes old. */
export const MADE_OLD: Record<Topic, readonly QueryKey[]> = {
  sources: [api.sources.list.key(), api.sources.get.key(), api.schedules.unjudged.key()],
  incidents: [api.incidents.key()],
  inbox: [api.inbox.list.key(), api.session.current.key()],
  overrides: [
    api.overrides.list.key(),
    api.overrides.get.key(),
    api.jobs.key(),
    api.runChecks.key(),
    api.runs.key(),
    api.dailyJobs.key(),
  ],
  'run-checks': [
    api.runChecks.key(),
    api.runs.key(),
    api.dailyJobs.key(),
    api.schedules.key(),
    api.jobs.key(),
  ],
  claims: [api.claims.key()],
  tickets: [
    api.tickets.key(),
    api.remarks.key(),
    api.alerts.key(),
    api.runChecks.list.key(),
    api.jobs.history.key(),
    api.dailyJobs.key(),
  ],
}
const IMPORTS: readonly QueryKey[] = [
  api.sources.list.key(),
  api.sources.get.key(),
  api.sources.imports.key(),
]
/** A large import tells of every batch; nothing is asked for anew more often than this. */
const AT_MOST_EVERY_MS = 1000

/** Brings what is on screen up to date with what the server tells; the figures of an import are taken as they come. */
export function liveUpdates(queryClient: QueryClient): { take(event: LiveEvent): void; end(): void } {
  const old = new Set<QueryKey>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const refresh = () => {
    timer = null
    for (const queryKey of old) void queryClient.invalidateQueries({ queryKey })
    old.clear()
  }
  const makeOld = (keys: readonly QueryKey[]) => {
    for (const key of keys) old.add(key)
    timer ??= setTimeout(refresh, AT_MOST_EVERY_MS)
  }
  return {
    take(event) {
      if (event.topic === 'resync') makeOld([...Object.values(MADE_OLD).flat(), ...IMPORTS])
      else if (event.topic !== 'import') makeOld(MADE_OLD[event.topic])
      else if (!showImport(queryClient, event.import) || event.import.state !== 'running') makeOld(IMPORTS)
    },
    end: () => timer !== null && clearTimeout(timer),
  }
}

/** Puts the figures of an import where it is shown; false when a list does not know it yet. */
function showImport(queryClient: QueryClient, shown: Import): boolean {
  const of = (source: Source): Source => (source.id === shown.source.id ? withImport(source, shown) : source)
  queryClient.setQueriesData<Source[]>({ queryKey: api.sources.list.key() }, (sources) => sources?.map(of))
  queryClient.setQueriesData<Source>({ queryKey: api.sources.get.key() }, (source) => source && of(source))
  let isListed = true
  queryClient.setQueriesData<ImportsPage>({ queryKey: api.sources.imports.key() }, (page) => {
    if (!page) return page
    isListed = page.rows.some(({ id }) => id === shown.id)
    return { ...page, rows: page.rows.map((row) => (row.id === shown.id ? shown : row)) }
  })
  return isListed
}

function withImport(source: Source, shown: Import): Source {
  if (shown.state === 'running') return { ...source, runningImport: shown }
  return { ...source, runningImport: null, lastImport: shown }
}
