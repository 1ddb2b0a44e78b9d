import { Skeleton } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import classes from './replay-line.module.css'

const HALF_AN_HOUR_MS = 1_800_000

/** What the rules would have raised over the job's own history, in one sentence. */
export function ReplayLine({ jobId }: { jobId: number }) {
  const replay = useQuery(api.schedules.replay.queryOptions({ input: { jobId }, staleTime: HALF_AN_HOUR_MS }))
  if (replay.isError) return null
  return (
    <div className={classes.root}>
      <IconHistory size={16} aria-hidden />
      {replay.data ? replay.data.summary : <Skeleton height={12} width="80%" my={4} />}
    </div>
  )
}
