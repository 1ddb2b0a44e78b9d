import { IconClock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { useMay } from '../../lib/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { RunDialog } from './run-dialog.tsx'
import { useReview } from './use-review.ts'

interface DayRunDialogProps {
  jobId: number | undefined
  day: string | undefined
  runId: number | undefined
  /** What the job is called, while no run of the day says so. */
  title: string | undefined
  /** What to know when nothing came on that day. */
  nothingCame: ReactNode
  onOpenRun: (runId: number) => void
  onOpenJob: (jobId: number | undefined) => void
  previousJob: number | undefined
  nextJob: number | undefined
}

/** The runs of one job on one day. */
export function DayRunDialog(props: DayRunDialogProps) {
  const { jobId, day, runId, title, nothingCame, onOpenRun, onOpenJob, previousJob, nextJob } = props
  const list = useQuery({
    ...api.dailyJobs.runs.queryOptions({
      input: { jobId: jobId ?? 0, day },
      refetchInterval: usePolling(30_000),
    }),
    enabled: jobId !== undefined,
  })
  const review = useReview()
  const mayReview = useMay(contract.runChecks.review)
  const runs = list.data
  const open = (runs ?? []).filter(({ reviewedAt }) => !reviewedAt).map(({ id }) => id)
  return (
    <RunDialog
      opened={jobId !== undefined}
      runs={runs}
      runId={runId ?? runs?.[0]?.id}
      title={title}
      onOpen={onOpenRun}
      onClose={() => onOpenJob(undefined)}
      onReview={mayReview ? (id) => review.runs([id], 'One run.') : undefined}
      onReviewAll={() => review.runs(open, 'All shown runs of the job.')}
      openCount={open.length}
      steps={{
        noun: 'job',
        onPrevious: previousJob === undefined ? undefined : () => onOpenJob(previousJob),
        onNext: nextJob === undefined ? undefined : () => onOpenJob(nextJob),
      }}
      empty={
        <EmptyState icon={<IconClock size={28} />} title="No run on this day">
          {nothingCame}
        </EmptyState>
      }
    />
  )
}
