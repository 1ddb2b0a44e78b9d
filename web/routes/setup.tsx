import { createRoute, redirect } from '@tanstack/react-router'
import { SetupPage } from '../features/session/setup-page.tsx'
import { api } from '../lib/api.ts'
import { rootRoute } from './root.tsx'

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  beforeLoad: async ({ context }) => {
    const state = await context.queryClient.fetchQuery(api.session.state.queryOptions())
    if (!state.setupNeeded) throw redirect({ to: '/sign-in' })
  },
  component: () => {
    const { queryClient } = setupRoute.useRouteContext()
    const navigate = setupRoute.useNavigate()
    const enter = async () => {
      await queryClient.invalidateQueries({ refetchType: 'none' })
      await navigate({ to: '/' })
    }
    return <SetupPage onDone={() => void enter()} />
  },
})
