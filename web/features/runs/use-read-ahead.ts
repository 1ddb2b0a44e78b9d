import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../lib/api.ts'

/** Reads what comes next while a person still reads this. */
export function useReadAhead(jobId: number | undefined, runId: number | undefined): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (jobId === undefined || runId === undefined) return
    const input = { jobId, includeReviewed: false }
    void queryClient.prefetchQuery(api.runChecks.jobRuns.queryOptions({ input }))
    void queryClient.prefetchQuery(api.runs.get.queryOptions({ input: { id: runId } }))
  }, [queryClient, jobId, runId])
}
