import { Badge, Button, Skeleton } from '@mantine/core'
import { IconCheck, IconChecks, IconShieldCheck } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../lib/api.ts'
import { useKeys } from '../../lib/use-keys.ts'
import { HealthSentence } from '../../ui/job-health.tsx'
import { undoLast } from '../../ui/notify.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { WideDialog } from '../../ui/wide-dialog.tsx'
import type { Run } from './run.ts'
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
  /** Asks how the chosen run is to be marked as a success. */
  onMarkSuccess?: ((runId: number) => void) | undefined
  /** Another dialog lies above this one and takes the keys. */
  covered?: boolean | undefined
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
  const { opened, runs, runId, onOpen, onReview, onReviewAll, onMarkSuccess, openCount, steps, empty } = props
  const { covered = false } = props
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
  const mayMark = present && isMarkable(present)
  const markSuccess = () => mayMark && onMarkSuccess?.(present.id)
  const reviewAll = () => openCount > 0 && onReviewAll?.()
  useKeys(
    {
      j: () => stepRun(1),
      k: () => stepRun(-1),
      right: () => stepRun(1),
      left: () => stepRun(-1),
      r: review,
      R: reviewAll,
      s: markSuccess,
      n: steps?.onNext,
      p: steps?.onPrevious,
      u: () => undoLast(),
    },
    opened && !covered,
  )
  const isEmpty = runs?.length === 0 && runId === undefined
  const job = isEmpty ? undefined : run.data?.job
  return (
    <WideDialog
      opened={opened}
      onClose={props.onClose}
      covered={covered}
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
            {onMarkSuccess && (
              <Button
                variant="default"
                leftSection={<IconShieldCheck size={16} />}
                disabled={!mayMark}
                onClick={markSuccess}
                title="Key: s"
              >
                Mark as success
              </Button>
            )}
            {onReview &&
              (present?.reviewedAt ? (
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
              ))}
            {onReviewAll && openCount > 1 && (
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
    </WideDialog>
  )
}

/** What came and is no success yet; whose sender is in doubt has a question of its own. */
function isMarkable({ status, effectiveStatus, unverifiedSender }: Run): boolean {
  return status !== 'missed' && effectiveStatus !== 'success' && unverifiedSender === null
}
