import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { type DailySearch, dailyInput } from './daily-search.ts'

/** The jobs that were expected or ran on the day of the URL. */
export function useDailyJobs(search: DailySearch) {
  return useQuery(
    api.dailyJobs.list.queryOptions({
      input: dailyInput(search),
      placeholderData: keepPreviousData,
      refetchInterval: usePolling(30_000),
    }),
  )
}
