import { type ReactNode, useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { useMay } from '../../lib/session.tsx'
import { MarkSuccessDialog } from './mark-success-dialog.tsx'

export interface MarkSuccess {
  /** Asks how a run is to be marked as a success; absent for who may not. */
  open: ((runId: number) => void) | undefined
  /** Whether the question lies above everything: keys below it are silent then. */
  isOpen: boolean
  /** The dialog itself, to be mounted once. */
  dialog: ReactNode
}

/** "Mark as success", for any page that shows runs. */
export function useMarkSuccess(): MarkSuccess {
  const may = useMay(contract.overrides.create)
  const [runId, setRunId] = useState<number | null>(null)
  return {
    open: may ? setRunId : undefined,
    isOpen: runId !== null,
    dialog: runId !== null && <MarkSuccessDialog runId={runId} onClose={() => setRunId(null)} />,
  }
}
