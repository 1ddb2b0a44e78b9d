import { useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import type { inboxContract } from '../../../contract/inbox.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { notifyDone } from '../../ui/notify.tsx'

type Approved = z.infer<NonNullable<(typeof inboxContract.approve)['~orpc']['outputSchema']>>

/** Sends the decisions about a message and says what came of them. */
export function useApproval(onApproved: (leftInbox: boolean) => void) {
  return useMutation(
    api.inbox.approve.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: (approved) => {
        notifyDone(headline(approved), details(approved))
        onApproved(approved.leftInbox)
      },
    }),
  )
}

function headline({ jobs, leftInbox }: Approved): string {
  const [first, ...others] = jobs
  if (!first) return leftInbox ? 'Ignored' : 'Noted'
  if (others.length > 0) return `Approved into ${countOf(jobs.length, 'job')}`
  return `Approved: ${first.name} of ${first.customer.name}`
}

function details({ runs, sweptMessages, historyRuns, leftInbox }: Approved): string {
  const parts = [
    runs > 0 && `${countOf(runs, 'run')} made`,
    historyRuns > 0 && `${historyRuns} of them as reviewed history`,
    sweptMessages > 0 && `${countOf(sweptMessages, 'other message')} of the same job swept along`,
    !leftInbox && 'some results are still open, so the message stays',
  ]
  return parts.filter(Boolean).join(', ')
}
