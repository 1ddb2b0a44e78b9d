import { useState } from 'react'
import { mayCall } from './permission.ts'
import { type RunAction, type RunActionTarget, useRunExtras } from './run-actions.tsx'
import { useSession } from './session.tsx'
import type { Keys } from './use-keys.ts'

/** An action that has been started, and about what. */
export interface StartedAction {
  action: RunAction
  target: RunActionTarget
}

/** The actions that the role may take, the keys that start them on what `target` gives at that moment, and the one that goes on. */
export function useRunActions(target: () => RunActionTarget | null) {
  const { actions } = useRunExtras()
  const { activeRole } = useSession()
  const [started, setStarted] = useState<StartedAction | null>(null)
  const offered = actions.filter(({ needs }) => mayCall(activeRole, needs))
  const start = (action: RunAction) => {
    const about = target()
    if (about && (!about.run || (action.fits?.(about.run) ?? true))) setStarted({ action, target: about })
  }
  const keys: Keys = Object.fromEntries(offered.map((action) => [action.key, () => start(action)]))
  return { offered, start, keys, started, finish: () => setStarted(null) }
}
