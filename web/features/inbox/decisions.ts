import type { PickedCustomer } from '../../pickers/customer-picker.tsx'
import type { PickedJob } from '../../pickers/job-picker.tsx'
import type { Result } from './inbox-search.ts'

/** What a person has chosen so far for one result of a message. */
export interface Draft {
  kind: 'new job' | 'existing job' | 'ignore'
  customer: PickedCustomer | null
  jobName: string
  job: PickedJob | null
  /** "File it although the sender is a shared relay." */
  relayAccepted: boolean
}

/** Nothing is chosen for a person; suggestions wait to be clicked. */
export function blankDraft(result: Result): Draft {
  return { kind: 'new job', customer: null, jobName: result.jobName, job: null, relayAccepted: false }
}

/** Whether a result would be filed under a relay's name alone and nobody has accepted that yet. */
export function needsRelayConsent(result: Result, draft: Draft): boolean {
  return result.indistinctRelay && draft.kind !== 'ignore' && !draft.relayAccepted
}

/** The decision a finished draft stands for; null while something is missing. */
export function decisionOf(result: Result, draft: Draft) {
  const { key } = result
  if (draft.kind === 'ignore') return { key, action: { kind: 'ignore' as const } }
  if (draft.kind === 'existing job') {
    return draft.job && { key, action: { kind: 'existing job' as const, jobId: draft.job.id } }
  }
  const jobName = draft.jobName.trim()
  if (!draft.customer || !jobName) return null
  return { key, action: { kind: 'new job' as const, customerId: draft.customer.id, jobName } }
}
