import { IconShieldCheck } from '@tabler/icons-react'
import { contract } from '../../../contract/contract.ts'
import type { RunAction, RunActionTarget } from '../../lib/run-actions.tsx'
import { MarkRunsDialog } from './mark-runs-dialog.tsx'
import { MarkSuccessDialog } from './mark-success-dialog.tsx'
import type { MarkedRun } from './override.ts'

function MarkSuccessAction({ target, onClose }: { target: RunActionTarget; onClose: () => void }) {
  const runId = target.run?.id ?? (target.runIds.length === 1 ? target.runIds[0] : undefined)
  if (runId === undefined) return <MarkRunsDialog target={target} onClose={onClose} />
  return <MarkSuccessDialog runId={runId} onClose={onClose} />
}

/** What came and is no success yet; whose sender is in doubt has a question of its own. */
function isMarkable({ status, effectiveStatus, unverifiedSender }: MarkedRun): boolean {
  return status !== 'missed' && effectiveStatus !== 'success' && unverifiedSender === null
}

/** Makes a success of the open run or of the runs of the chosen jobs, for this once or by a rule for what comes after. */
export const markSuccess: RunAction = {
  key: 's',
  label: 'Mark as success',
  Icon: IconShieldCheck,
  needs: contract.overrides.create,
  fits: isMarkable,
  Form: MarkSuccessAction,
}
