import type { StartedAction } from '../lib/use-run-actions.ts'

/** The form of the action that goes on, if one does. */
export function RunActionForm({ started, onClose }: { started: StartedAction | null; onClose: () => void }) {
  if (!started) return null
  const { action, target } = started
  return <action.Form target={target} onClose={onClose} />
}
