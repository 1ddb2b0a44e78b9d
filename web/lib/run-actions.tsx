import { type ComponentType, createContext, use } from 'react'
import type { z } from 'zod'
import type { runSchema } from '../../contract/run-checks.ts'
import type { mayCall } from './permission.ts'

/** What an action is about: one run that is open in the dialog, or the ticked jobs of the queue with their runs as they were shown. */
export interface RunActionTarget {
  /** "Bakkerij — Nightly", or "14 jobs". */
  title: string
  jobIds: readonly number[]
  runIds: readonly number[]
  /** The open run; absent when the action is about jobs of the queue. */
  run?: z.infer<typeof runSchema> | undefined
  /** The error text that all of the jobs have in common, when they were chosen by it. */
  errorText?: string | undefined
}

/** Something that can be done with a run besides reviewing it; a feature brings it, the route file of the frame lists it. */
export interface RunAction {
  /** The letter that starts it, in the dialog and in the queue alike. */
  key: string
  label: string
  Icon: ComponentType<{ size?: number | string }>
  /** The route without which it makes no sense; who may not call it does not see the action. */
  needs: Parameters<typeof mayCall>[1]
  /** Whether it can be done with this run; without it, with any. Jobs of the queue are not asked. */
  fits?: (run: z.infer<typeof runSchema>) => boolean
  /** Stands open while the action goes on; calls `onClose` when it is done or given up. */
  Form: ComponentType<{ target: RunActionTarget; onClose: () => void }>
}

export interface RunExtras {
  actions: readonly RunAction[]
  /** What stands in the run view between how the run ended and its objects: tickets, remarks, the override in force. */
  notes: readonly { id: string; Note: ComponentType<{ run: z.infer<typeof runSchema> }> }[]
}

const RunExtrasContext = createContext<RunExtras>({ actions: [], notes: [] })

/** Gives every run view below it what other features can do and say about a run. */
export const RunExtrasProvider = RunExtrasContext.Provider

/** What other features can do and say about a run. */
export function useRunExtras(): RunExtras {
  return use(RunExtrasContext)
}
