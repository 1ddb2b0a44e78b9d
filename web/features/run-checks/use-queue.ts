import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { type QueueSearch, queueInput } from './queue-search.ts'

/** The jobs with open runs, asked again every 5 s: what a colleague reviews leaves this screen too. */
export function useQueue(search: QueueSearch) {
  return useQuery(
    api.runChecks.list.queryOptions({
      input: queueInput(search),
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    }),
  )
}
