import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { type Problem, problemOf } from './problem.ts'

interface Listeners {
  onSignedOut: () => void
  /** A change was refused and the form that asked shows nothing itself. */
  onRefused: (problem: Problem) => void
}

/** The cache of everything the server said; any change makes all that is on screen fresh again. */
export function makeQueryClient({ onSignedOut, onRefused }: Listeners): QueryClient {
  const queryClient: QueryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry: isWorthRetrying, retryDelay: 800 } },
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (problemOf(error).status === 401 && !query.meta?.expects401) onSignedOut()
      },
    }),
    mutationCache: new MutationCache({
      onSuccess: () => void queryClient.invalidateQueries(),
      onError: (error, _variables, _result, mutation) => {
        const problem = problemOf(error)
        if (mutation.meta?.showsOwnErrors) return
        if (problem.status === 401) onSignedOut()
        else onRefused(problem)
      },
    }),
  })
  return queryClient
}

function isWorthRetrying(failures: number, error: Error): boolean {
  const { status } = problemOf(error)
  return failures < 2 && (status === 0 || status >= 502)
}
