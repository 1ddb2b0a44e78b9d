import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { countOf } from '../../lib/amounts.ts'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import type { QueueRow } from './queue-search.ts'

interface QueueSelectionProps {
  rows: readonly QueueRow[]
  busy: boolean
  onReview: (rows: readonly QueueRow[]) => void
  onClear: () => void
}

/** Marks the runs of the ticked jobs: those that were shown, none that came since. */
export function QueueSelection({ rows, busy, onReview, onClear }: QueueSelectionProps) {
  const runs = rows.reduce((total, { runIds }) => total + runIds.length, 0)
  return (
    <Toolbar>
      <SelectionBar count={rows.length} noun="job" onClear={onClear}>
        <Button
          size="compact-md"
          fz="sm"
          leftSection={<IconCheck size={15} />}
          loading={busy}
          onClick={() => onReview(rows)}
        >
          Mark {countOf(runs, 'run')} reviewed
        </Button>
      </SelectionBar>
    </Toolbar>
  )
}
