import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { QUEUE_PAGE, type QueueSearch, queueInput } from './queue-search.ts'

/** The queue a page at a time, as it is scrolled. */
export function queueQuery(search: QueueSearch) {
  return api.runChecks.list.infiniteOptions({
    input: (after: string | undefined) => ({ ...queueInput(search), after, limit: QUEUE_PAGE }),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}

/** The jobs with open runs as far as they are scrolled, with the counters of the whole; the stream of changes keeps them fresh. */
export function useQueue(search: QueueSearch) {
  const query = useInfiniteQuery({
    ...queueQuery(search),
    placeholderData: keepPreviousData,
    refetchInterval: usePolling(5_000),
  })
  const pages = query.data?.pages
  // A job that moved to another place while pages were read could stand on two of them.
  const rows = useMemo(
    () => pages && [...new Map(pages.flatMap((page) => page.rows).map((row) => [row.jobId, row])).values()],
    [pages],
  )
  return { ...query, rows, counters: pages?.[0] }
}

export type QueueQuery = ReturnType<typeof useQueue>
