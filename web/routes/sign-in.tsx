import { createRoute, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { SignInPage } from '../features/session/sign-in-page.tsx'
import { api } from '../lib/api.ts'
import { textParam } from '../lib/search-params.ts'
import { rootRoute } from './root.tsx'

const searchSchema = z.object({ next: textParam })

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search) => searchSchema.parse(search),
  beforeLoad: async ({ context, search }) => {
    const state = await context.queryClient.fetchQuery(api.session.state.queryOptions())
    if (state.setupNeeded) throw redirect({ to: '/setup' })
    if (state.signedIn) throw redirect({ href: localPath(search.next) })
  },
  component: () => {
    const { next } = signInRoute.useSearch()
    const { queryClient } = signInRoute.useRouteContext()
    const navigate = signInRoute.useNavigate()
    const enter = async () => {
      await queryClient.invalidateQueries({ refetchType: 'none' })
      await navigate({ href: localPath(next) })
    }
    return <SignInPage onSignedIn={() => void enter()} />
  },
})

/** Only a path of ours: a link may not send somebody elsewhere after signing in. */
function localPath(next: string | undefined): string {
  if (!next) return '/'
  const target = new URL(next, window.location.origin)
  return target.origin === window.location.origin ? target.pathname + target.search : '/'
}
