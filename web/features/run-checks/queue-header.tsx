import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconChecks, IconKeyboard } from '@tabler/icons-react'
import { countOf, number } from '../../lib/amounts.ts'
import { clockTime } from '../../lib/instants.ts'
import { useSession } from '../../lib/session.tsx'
import classes from './queue-header.module.css'

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
  /** Successes that the filter leaves and that nothing made of them or took from them. */
  successes: number
  busy: boolean
  onReviewSuccesses: () => void
  onHelp: () => void
}

/** Review all successes that the page knows of; and the help for the keyboard. */
export function QueueHeaderActions({ successes, busy, onReviewSuccesses, onHelp }: QueueHeaderActionsProps) {
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconChecks size={16} />}
        disabled={successes === 0}
        loading={busy}
        onClick={onReviewSuccesses}
        title="Key: e"
      >
        {successes === 1
          ? 'Review 1 success'
          : `Review all ${successes > 0 ? `${number(successes)} ` : ''}successes`}
      </Button>
      <Tooltip label="Keyboard: press ?">
        <ActionIcon variant="default" size={36} aria-label="Keyboard help" onClick={onHelp}>
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
