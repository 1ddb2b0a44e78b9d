import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { MADE_OLD, type Topic } from './live-updates.ts'
import { type Problem, problemOf } from './problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The form that asked shows what was refused. */
      showsOwnErrors?: boolean
      /** What the change is about, where it is about no more than that; without it, all on screen is asked for anew. */
      changes?: Topic
    }
  }
}

interface Listeners {
  onSignedOut: () => void
  /** A change was refused and the form that asked shows nothing itself. */
  onRefused: (problem: Problem) => void
}

/** The cache of everything the server said; any change makes what is on screen fresh again, as far as the change reaches. */
export function makeQueryClient({ onSignedOut, onRefused }: Listeners): QueryClient {
  const queryClient: QueryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry: isWorthRetrying, retryDelay: 800 } },
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (problemOf(error).status === 401 && !query.meta?.expects401) onSignedOut()
      },
    }),
    mutationCache: new MutationCache({
      onSuccess: (_data, _variables, _result, mutation) => makeOld(queryClient, mutation.meta?.changes),
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

/** What is elsewhere counts as old too, but is asked for when it is opened. */
function makeOld(queryClient: QueryClient, topic: Topic | undefined): void {
  if (topic === undefined) return void queryClient.invalidateQueries()
  void queryClient.invalidateQueries({ refetchType: 'none' })
  for (const queryKey of MADE_OLD[topic]) void queryClient.invalidateQueries({ queryKey })
}

function isWorthRetrying(failures: number, error: Error): boolean {
  const { status } = problemOf(error)
  return failures < 2 && (status === 0 || status >= 502)
}
