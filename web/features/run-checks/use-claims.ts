import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { useSession } from '../../lib/session.tsx'

/** Which colleague is busy with which job. */
export function useClaimsOfOthers(): ReadonlyMap<number, string> {
  const { user } = useSession()
  const { data } = useQuery(api.claims.list.queryOptions({ refetchInterval: usePolling(10_000) }))
  return useMemo(
    () =>
      new Map(
        data?.filter(({ userId }) => userId !== user.id).map(({ jobId, userName }) => [jobId, userName]),
      ),
    [data, user.id],
  )
}
