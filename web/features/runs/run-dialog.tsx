import { Badge, Button, Skeleton } from '@mantine/core'
import { IconCheck, IconChecks } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../lib/api.ts'
import type { RunActionTarget } from '../../lib/run-actions.tsx'
import { useKeys } from '../../lib/use-keys.ts'
import { useRunActions } from '../../lib/use-run-actions.ts'
import { HealthSentence } from '../../ui/job-health.tsx'
import { undoLast } from '../../ui/notify.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { RunActionForm } from '../../ui/run-action-form.tsx'
import { WideDialog } from '../../ui/wide-dialog.tsx'
import type { Run } from './run.ts'
import { RunActionButtons } from './run-action-buttons.tsx'
import classes from './run-dialog.module.css'
import { RunList, type RunListItem } from './run-list.tsx'
import { RunView } from './run-view.tsx'

interface RunDialogProps {
  opened: boolean
  runs: readonly RunListItem[] | undefined
  runId: number | undefined
  onOpen: (runId: number) => void
  onClose: () => void
  onReview?: ((runId: number) => void) | undefined
  onReviewAll?: () => void
  /** How many of the runs shown are open. */
  openCount: number
  steps?: { noun: string; onPrevious?: (() => void) | undefined; onNext?: (() => void) | undefined }
  listFooter?: ReactNode
  /** What the job is called, while no run says so. */
  title?: string | undefined
  /** What stands there when there is no run. */
  empty: ReactNode
}

/** The run view that opens everywhere: the runs on the left, the chosen one beside them, its mail on the right. */
export function RunDialog(props: RunDialogProps) {
  const { opened, runs, runId, onOpen, onReview, onReviewAll, openCount, steps, empty } = props
  const run = useQuery({
    ...api.runs.get.queryOptions({ input: { id: runId ?? 0 }, placeholderData: keepPreviousData }),
    enabled: opened && runId !== undefined,
  })
  const present = run.isPlaceholderData || run.data?.id !== runId ? undefined : run.data
  const isOpen = present && !present.reviewedAt
  const stepRun = (by: number) => {
    const place = runs?.findIndex(({ id }) => id === runId) ?? -1
    const target = place < 0 ? undefined : runs?.[place + by]
    if (target) onOpen(target.id)
  }
  const review = () => isOpen && onReview?.(present.id)
  const reviewAll = () => openCount > 0 && onReviewAll?.()
  const actions = useRunActions(() => (present ? targetOf(present) : null))
  useKeys(
    {
      ...actions.keys,
      j: () => stepRun(1),
      k: () => stepRun(-1),
      right: () => stepRun(1),
      left: () => stepRun(-1),
      r: review,
      R: reviewAll,
      n: steps?.onNext,
      p: steps?.onPrevious,
      u: () => undoLast(),
    },
    opened && !actions.started,
  )
  const isEmpty = runs?.length === 0 && runId === undefined
  const job = isEmpty ? undefined : run.data?.job
  return (
    <WideDialog
      opened={opened}
      onClose={props.onClose}
      title={
        job
          ? `${job.customer.name} — ${job.name}`
          : (props.title ?? <Skeleton height={18} width={320} mt={3} />)
      }
      lead={
        job && (
          <>
            {[job.software, job.type, job.host].filter(Boolean).join(' · ')} ·{' '}
            <HealthSentence health={job.health} />
          </>
        )
      }
      actions={
        !isEmpty && (
          <>
            <RunActionButtons run={present} actions={actions.offered} onStart={actions.start} />
            {!onReview ? null : present?.reviewedAt ? (
              <Badge variant="default" size="lg" leftSection={<IconCheck size={14} />}>
                Reviewed
              </Badge>
            ) : (
              <Button
                leftSection={<IconCheck size={16} />}
                disabled={!isOpen}
                onClick={review}
                title="Key: r"
              >
                Mark reviewed
              </Button>
            )}
            {onReview && onReviewAll && openCount > 1 && (
              <Button
                variant="default"
                leftSection={<IconChecks size={16} />}
                onClick={reviewAll}
                title="Key: shift + r"
              >
                Review all {openCount} shown
              </Button>
            )}
          </>
        )
      }
      {...(steps && { steps })}
    >
      <RunList runs={runs} current={runId} onOpen={onOpen} footer={props.listFooter} />
      <div className={classes.run}>
        {run.isLoadingError ? (
          <ProblemPanel error={run.error} onRetry={() => void run.refetch()} />
        ) : isEmpty ? (
          empty
        ) : (
          <RunView run={present} />
        )}
      </div>
      <RunActionForm started={actions.started} onClose={actions.finish} />
    </WideDialog>
  )
}

function targetOf(run: Run): RunActionTarget {
  return {
    title: `${run.job.customer.name} — ${run.job.name}`,
    jobIds: [run.jobId],
    runIds: [run.id],
    run,
  }
}
