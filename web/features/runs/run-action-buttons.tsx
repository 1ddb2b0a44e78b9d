import { Button } from '@mantine/core'
import type { RunAction } from '../../lib/run-actions.tsx'
import type { Run } from './run.ts'

interface RunActionButtonsProps {
  /** Undefined while it is being read. */
  run: Run | undefined
  actions: readonly RunAction[]
  onStart: (action: RunAction) => void
}

/** What other features can do with the open run, each with its key. */
export function RunActionButtons({ run, actions, onStart }: RunActionButtonsProps) {
  return actions
    .filter(({ fits }) => !run || (fits?.(run) ?? true))
    .map((action) => (
      <Button
        key={action.key}
        variant="default"
        leftSection={<action.Icon size={16} />}
        disabled={!run}
        onClick={() => onStart(action)}
        title={`Key: ${action.key}`}
      >
        {action.label}
      </Button>
    ))
}
