import { Button } from '@mantine/core'
import { countOf } from '../../lib/amounts.ts'
import { StatusIcon } from '../../ui/status-badge.tsx'
import classes from './queue-group.module.css'
import type { QueueRow } from './queue-search.ts'

interface QueueGroupHeaderProps {
  group: NonNullable<QueueRow['group']>
  onSelect: (key: string) => void
}

/** What the jobs below have in common, how many they are, and a way to take them all at once. */
export function QueueGroupHeader({ group, onSelect }: QueueGroupHeaderProps) {
  const { key, label, jobs, runs, worstStatus } = group
  return (
    <div className={classes.root}>
      <StatusIcon status={worstStatus} size={16} />
      <span className={classes.label} title={label}>
        {label || (worstStatus === 'success' ? 'No error: every open run is a success' : 'Without a message')}
      </span>
      <span className={classes.amount}>
        {countOf(jobs, 'job')}
        <span className={classes.runs}>, {countOf(runs, 'run')}</span>
      </span>
      <Button
        size="compact-xs"
        flex="none"
        variant="default"
        onClick={() => onSelect(key)}
        title="Key: shift + x"
      >
        Select
      </Button>
    </div>
  )
}
