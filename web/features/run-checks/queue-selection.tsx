import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { countOf } from '../../lib/amounts.ts'
import type { RunAction } from '../../lib/run-actions.tsx'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import type { SelectedJob } from './use-queue-selection.ts'

interface QueueSelectionBarProps {
  jobs: readonly SelectedJob[]
  busy: boolean
  actions: readonly RunAction[]
  onStart: (action: RunAction) => void
  onReview: () => void
  onClear: () => void
}

/** What can be done with the ticked jobs: with the runs that they were ticked for, none that came since. */
export function QueueSelectionBar(props: QueueSelectionBarProps) {
  const { jobs, busy, actions, onStart, onReview, onClear } = props
  const runs = jobs.reduce((total, { runIds }) => total + runIds.length, 0)
  return (
    <Toolbar>
      <SelectionBar count={jobs.length} noun="job" onClear={onClear}>
        <Button
          size="compact-md"
          fz="sm"
          leftSection={<IconCheck size={15} />}
          loading={busy}
          onClick={onReview}
          title="Key: r"
        >
          Mark {countOf(runs, 'run')} reviewed
        </Button>
        {actions.map((action) => (
          <Button
            key={action.key}
            size="compact-md"
            fz="sm"
            variant="default"
            leftSection={<action.Icon size={15} />}
            onClick={() => onStart(action)}
            title={`Key: ${action.key}`}
          >
            {action.label}
          </Button>
        ))}
      </SelectionBar>
    </Toolbar>
  )
}
