import { Switch } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { RunDialog } from './run-dialog.tsx'
import type { Review } from './use-review.ts'

interface QueueRunDialogProps {
  jobId: number | undefined
  runId: number | undefined
  review: Review
  onOpenRun: (runId: number) => void
  onOpenJob: (jobId: number | undefined) => void
  previousJob: number | undefined
  nextJob: number | undefined
  /** "Mark as success": how it is asked for, and whether it is being asked. */
  markSuccess: { open: ((runId: number) => void) | undefined; isOpen: boolean }
}

/** The open runs of one job of the queue; after the last one it goes on to the next job. */
export function QueueRunDialog(props: QueueRunDialogProps) {
  const { jobId, runId, review, onOpenRun, onOpenJob, previousJob, nextJob, markSuccess } = props
  const [includeReviewed, setIncludeReviewed] = useState(false)
  const isAdmin = useMay(contract.settings.general)
  const list = useQuery({
    ...api.runChecks.jobRuns.queryOptions({
      input: { jobId: jobId ?? 0, includeReviewed },
      refetchInterval: 10_000,
    }),
    enabled: jobId !== undefined,
  })
  const runs = list.data
  const open = runs?.filter(({ reviewedAt }) => !reviewedAt) ?? []
  const shown = runId ?? open[0]?.id ?? runs?.[0]?.id

  const afterReviewOf = (reviewed: readonly number[]) => {
    const left = open.filter(({ id }) => !reviewed.includes(id))
    const place = open.findIndex(({ id }) => id === reviewed[0])
    const next = left.find(({ id }) => open.findIndex((run) => run.id === id) > place) ?? left[0]
    if (next) onOpenRun(next.id)
    else onOpenJob(nextJob)
  }
  const reviewRuns = (ids: readonly number[], what: string) => {
    review.runs(ids, what)
    afterReviewOf(ids)
  }

  return (
    <RunDialog
      opened={jobId !== undefined}
      runs={runs}
      runId={shown}
      onOpen={onOpenRun}
      onClose={() => onOpenJob(undefined)}
      onReview={(id) => reviewRuns([id], 'One run.')}
      onReviewAll={() =>
        reviewRuns(
          open.map(({ id }) => id),
          'All shown runs of the job.',
        )
      }
      onMarkSuccess={markSuccess.open}
      covered={markSuccess.isOpen}
      openCount={open.length}
      empty={
        <EmptyState icon={<IconChecks size={28} />} title="Every run of this job is reviewed" tone="good">
          Somebody was faster. Go on with the next job.
        </EmptyState>
      }
      steps={{
        noun: 'job',
        onPrevious: previousJob === undefined ? undefined : () => onOpenJob(previousJob),
        onNext: nextJob === undefined ? undefined : () => onOpenJob(nextJob),
      }}
      listFooter={
        isAdmin && (
          <Switch
            size="xs"
            label="Include reviewed"
            checked={includeReviewed}
            onChange={(event) => setIncludeReviewed(event.currentTarget.checked)}
          />
        )
      }
    />
  )
}
