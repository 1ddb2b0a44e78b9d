import { Badge } from '@mantine/core'
import { IconCheck, IconCircleDot, IconTrashX } from '@tabler/icons-react'
import type { AlertRow } from './alert.ts'
import classes from './alert-state.module.css'

type State = Pick<AlertRow, 'resolvedAt' | 'resolvedBy' | 'closedReason'>

/** Open, resolved, or gone from the PSA: by icon and word. */
export function AlertState({ alert, partly }: { alert: State; partly?: string | undefined }) {
  if (alert.resolvedAt === null)
    return (
      <Badge variant="default" className={classes.open} leftSection={<IconCircleDot size={13} aria-hidden />}>
        {partly ?? 'Open'}
      </Badge>
    )
  const isGone = alert.closedReason === 'deleted'
  const Icon = isGone ? IconTrashX : IconCheck
  return (
    <Badge
      variant="default"
      className={classes.closed}
      leftSection={<Icon size={13} aria-hidden />}
      title={`By ${alert.resolvedBy ?? 'system'}`}
    >
      {isGone ? 'Deleted in the PSA' : 'Resolved'}
    </Badge>
  )
}
