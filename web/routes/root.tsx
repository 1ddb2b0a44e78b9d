import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import { NotFound } from '../ui/not-found.tsx'
import { ProblemPanel } from '../ui/problem-panel.tsx'

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <ProblemPanel error={error} onRetry={reset} />,
})
