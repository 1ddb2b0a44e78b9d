import { useMutation } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { notifyDone, notifyUndoable } from '../../ui/notify.tsx'
import type { Override } from './override.ts'

export type Done = { override: Override; changedRuns: number; goesOn: boolean }

/** Creates, changes, removes and restores overrides, and says what that did. */
export function useOverrideChanges() {
  const mayRemove = useMay(contract.overrides.remove)
  const meta = { changes: 'overrides' } as const
  const own = { meta: { ...meta, showsOwnErrors: true } }
  const create = useMutation(api.overrides.create.mutationOptions(own))
  const update = useMutation(api.overrides.update.mutationOptions(own))
  const end = useMutation(api.overrides.update.mutationOptions({ meta }))
  const remove = useMutation(api.overrides.remove.mutationOptions({ meta }))
  const restore = useMutation(api.overrides.restore.mutationOptions({ meta }))
  const takeBack = ({ override }: Done) => {
    if (mayRemove) remove.mutate({ id: override.id })
    // Who may not remove a rule may end it, and one that ends as it begins never holds.
    else end.mutate({ ...override, validUntil: override.validFrom })
  }
  return {
    create,
    update,
    /** Tells that a rule was made, and offers to take it back. */
    createdRule: (done: Done) =>
      notifyUndoable(
        done.override.kind === 'run' ? 'Marked as success' : 'The override is in force',
        effectOf(done),
        () => takeBack(done),
      ),
    changedRule: (done: Done) => notifyDone('Saved', effectOf(done)),
    /** Removes a rule and offers to bring it back, also when the dialog that asked for it is gone by then. */
    remove: (override: Override) =>
      void remove.mutateAsync({ id: override.id }).then(
        (done) =>
          notifyUndoable('The override is removed', effectOf(done), () =>
            restore.mutate({ id: override.id }),
          ),
        // The one place for failed requests has said it.
        () => {},
      ),
    isRemoving: remove.isPending,
  }
}

function effectOf({ changedRuns, goesOn }: Pick<Done, 'changedRuns' | 'goesOn'>): string {
  const now = changedRuns === 0 ? 'No run changed' : `${countOf(changedRuns, 'run')} changed`
  return goesOn ? `${now} so far; older ones follow.` : `${now}.`
}
