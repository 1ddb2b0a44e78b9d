import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconChecks, IconKeyboard } from '@tabler/icons-react'
import { countOf } from '../../lib/amounts.ts'
import { clockTime } from '../../lib/instants.ts'
import { useSession } from '../../lib/session.tsx'
import classes from './queue-header.module.css'
import type { QueueRow, QueueSearch } from './queue-search.ts'

interface QueueLeadProps {
  queue: { total: number; openRuns: Record<'success' | 'warning' | 'failed' | 'missed', number> } | undefined
  updatedAt: number
  /** The last attempt to refresh did not succeed. */
  stale: boolean
}

/** "42 jobs, 61 runs to review" and how fresh that is. */
export function QueueLead({ queue, updatedAt, stale }: QueueLeadProps) {
  const { timeZone } = useSession()
  if (!queue) return null
  const { success, warning, failed, missed } = queue.openRuns
  return (
    <span className={classes.lead}>
      <span>
        {countOf(queue.total, 'job')}, {countOf(success + warning + failed + missed, 'run')} to review
      </span>
      <span className={classes.fresh} data-stale={stale}>
        {stale ? 'Not updated since' : 'Updated'} {clockTime(updatedAt, timeZone)}
      </span>
    </span>
  )
}

interface QueueHeaderActionsProps {
  search: QueueSearch
  rows: readonly QueueRow[]
  successes: number
  busy: boolean
  onReviewSuccesses: (input: {
    upToRunId: number
    q?: string
    software?: string
    customerId?: number
  }) => void
  onHelp: () => void
}

/** Review all successes up to the newest run on the screen; and the help for the keyboard. */
export function QueueHeaderActions(props: QueueHeaderActionsProps) {
  const { search, rows, successes, busy, onReviewSuccesses, onHelp } = props
  const { q, software, customer_id: customerId, status } = search
  const upToRunId = rows.reduce((highest, { runIds }) => Math.max(highest, ...runIds), 0)
  const canReview = successes > 0 && upToRunId > 0 && (status === undefined || status === 'success')
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconChecks size={16} />}
        disabled={!canReview}
        loading={busy}
        onClick={() => onReviewSuccesses({ upToRunId, q, software, customerId })}
      >
        Review all successes
      </Button>
      <Tooltip label="Keyboard: press ?">
        <ActionIcon variant="default" size={36} aria-label="Keyboard help" onClick={onHelp}>
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
