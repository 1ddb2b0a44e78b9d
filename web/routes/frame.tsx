import { useQuery } from '@tanstack/react-query'
import { createRoute, Outlet, redirect } from '@tanstack/react-router'
import { Frame } from '../features/session/frame.tsx'
import { api } from '../lib/api.ts'
import { LiveProvider } from '../lib/live.tsx'
import { problemOf } from '../lib/problem.ts'
import { RunExtrasProvider } from '../lib/run-actions.tsx'
import { SessionProvider } from '../lib/session.tsx'
import { NotFound } from '../ui/not-found.tsx'
import { ProblemPanel } from '../ui/problem-panel.tsx'
import { rootRoute } from './root.tsx'
import { RUN_EXTRAS } from './run-extras.ts'

const currentSession = api.session.current.queryOptions({
  meta: { expects401: true },
  staleTime: 5_000,
})

/** Everything behind the sign-in; one stream tells what changes; the session is asked again every 10 s, should the stream break. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  beforeLoad: async ({ context, location }) => {
    try {
      return { session: await context.queryClient.ensureQueryData(currentSession) }
    } catch (error) {
      if (problemOf(error).status !== 401) throw error
      throw redirect({ to: '/sign-in', search: { next: location.href === '/' ? undefined : location.href } })
    }
  },
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <ProblemPanel error={error} onRetry={reset} />,
  component: () => {
    const { session } = frameRoute.useRouteContext()
    const { data, isRefetchError } = useQuery({ ...currentSession, meta: {}, refetchInterval: 10_000 })
    return (
      <SessionProvider session={data ?? session}>
        <LiveProvider role={(data ?? session).activeRole}>
          <RunExtrasProvider value={RUN_EXTRAS}>
            <Frame unreachable={isRefetchError}>
              <Outlet />
            </Frame>
          </RunExtrasProvider>
        </LiveProvider>
      </SessionProvider>
    )
  },
})
