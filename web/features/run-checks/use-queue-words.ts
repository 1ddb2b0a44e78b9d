import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** The products and report types with runs to review; under a key of their own, because not every review changes them. */
export function useQueueWords(): readonly { software: string; type: string }[] {
  const { data } = useQuery(
    api.runChecks.words.queryOptions({ queryKey: ['words of the queue'], staleTime: 60_000 }),
  )
  return data ?? []
}
