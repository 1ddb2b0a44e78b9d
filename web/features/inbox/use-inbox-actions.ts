import { useMutation } from '@tanstack/react-query'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { notifyDone, notifyProblem, notifyUndoable } from '../../ui/notify.tsx'

type Refused = readonly { id: number; reason: string }[]

/** What can be done with messages; each says afterwards what was done and what was refused. */
export function useInboxActions() {
  const restore = useMutation(
    api.inbox.restore.mutationOptions({
      onSuccess: ({ restored }) => notifyDone(`${countOf(restored, 'message')} back in the Inbox`),
    }),
  )
  const remove = useMutation(
    api.inbox.remove.mutationOptions({
      onSuccess: ({ deleted, refused }) => {
        sayRefused(refused)
        if (deleted.length === 0) return
        notifyUndoable(`${countOf(deleted.length, 'message')} deleted`, 'Gone from the Inbox.', () =>
          restore.mutate({ ids: deleted }),
        )
      },
    }),
  )
  const bulkApprove = useMutation(api.inbox.bulkApprove.mutationOptions({ onSuccess: sayApproved }))
  const acceptProbable = useMutation(api.inbox.acceptProbable.mutationOptions({ onSuccess: sayApproved }))
  const reparse = useMutation(
    api.inbox.reparse.mutationOptions({
      onSuccess: ({ parsedOk, autoApproved, noMatch, errors }) =>
        notifyDone(
          'Read again',
          `${parsedOk} parsed, ${autoApproved} taken by jobs, ${noMatch} not recognised, ${errors} with errors`,
        ),
    }),
  )
  return { remove, bulkApprove, acceptProbable, reparse }
}

function sayApproved(done: { approved: number; runs: number; sweptMessages: number; refused: Refused }) {
  sayRefused(done.refused)
  if (done.approved === 0) return
  const swept = done.sweptMessages > 0 ? `, ${countOf(done.sweptMessages, 'other message')} swept along` : ''
  notifyDone(`${countOf(done.approved, 'message')} approved`, `${countOf(done.runs, 'run')} made${swept}.`)
}

function sayRefused(refused: Refused) {
  if (refused.length === 0) return
  const reasons = [...new Set(refused.map(({ reason }) => reason))].join(' ')
  notifyProblem({ detail: `${countOf(refused.length, 'message')} left as they were: ${reasons}` })
}
