import { createRoute } from '@tanstack/react-router'
import { contract } from '../../contract/contract.ts'
import { IncidentStrip } from '../features/incidents/incident-strip.tsx'
import { SOURCE_KINDS } from '../features/sources/kinds.ts'
import { NewSourcePage } from '../features/sources/new-source-page.tsx'
import { SourcePage } from '../features/sources/source-page.tsx'
import { SourcesPage } from '../features/sources/sources-page.tsx'
import { NotFound } from '../ui/not-found.tsx'
import { guarded } from './guarded.tsx'
import { settingsRoute } from './settings.tsx'

export const sourcesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/sources',
  component: guarded(contract.sources.list, () => {
    const navigate = sourcesRoute.useNavigate()
    return (
      <SourcesPage
        notices={<IncidentStrip />}
        onOpen={(id) =>
          void navigate({ to: '/settings/sources/$sourceId', params: { sourceId: String(id) } })
        }
      />
    )
  }),
})

export const sourceRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/sources/$sourceId',
  component: guarded(contract.sources.get, () => {
    const id = Number(sourceRoute.useParams().sourceId)
    const navigate = sourceRoute.useNavigate()
    if (!Number.isSafeInteger(id) || id < 1) return <NotFound />
    return <SourcePage key={id} id={id} onRemoved={() => void navigate({ to: '/settings/sources' })} />
  }),
})

export const newSourceRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/sources/new/$kind',
  component: guarded(contract.sources.create, () => {
    const { kind: asked } = newSourceRoute.useParams()
    const navigate = newSourceRoute.useNavigate()
    const kind = SOURCE_KINDS.find((known) => known === asked)
    if (!kind) return <NotFound />
    const open = (id: number) =>
      void navigate({
        to: '/settings/sources/$sourceId',
        params: { sourceId: String(id) },
        replace: true,
        ignoreBlocker: true,
      })
    return <NewSourcePage key={kind} kind={kind} onCreated={open} />
  }),
})
