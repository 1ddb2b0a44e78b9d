import { Skeleton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

interface LeadToMergedProps {
  id: number
  into: number
  /** The run that the link opens; it kept its id. */
  run: number | undefined
}

/** Leads from the page of a job that was merged to the job that has its runs now. */
export function LeadToMerged({ id, into, run }: LeadToMergedProps) {
  const navigate = useNavigate()
  useEffect(() => {
    void navigate({
      to: '/jobs/$jobId',
      params: { jobId: String(into) },
      search: { merged: id, run },
      replace: true,
    })
  }, [navigate, id, into, run])
  return <Skeleton height={76} />
}
