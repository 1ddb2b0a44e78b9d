import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { RunDialog } from './run-dialog.tsx'
import { useReview } from './use-review.ts'

interface JobRunDialogProps {
  /** The page of the job's history that lies behind the dialog. */
  history: Parameters<typeof api.jobs.history.call>[0]
  runId: number | undefined
  onOpen: (runId: number | undefined) => void
}

/** A run of a job's history, among the runs of the page behind it. */
export function JobRunDialog({ history, runId, onOpen }: JobRunDialogProps) {
  const page = useQuery(api.jobs.history.queryOptions({ input: history, placeholderData: keepPreviousData }))
  const review = useReview()
  const mayReview = useMay(contract.runChecks.review)
  const open = (page.data?.rows ?? []).filter(({ reviewedAt }) => !reviewedAt).map(({ id }) => id)
  return (
    <RunDialog
      opened={runId !== undefined}
      runs={page.data?.rows}
      runId={runId}
      onOpen={onOpen}
      onClose={() => onOpen(undefined)}
      onReview={mayReview ? (id) => review.runs([id], 'One run.') : undefined}
      onReviewAll={() => review.runs(open, 'All shown runs of the job.')}
      openCount={open.length}
      empty={null}
    />
  )
}
