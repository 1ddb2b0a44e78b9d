import { useMutation } from '@tanstack/react-query'
import { countOf } from '../../lib/amounts.ts'
import { notifyDone, notifyProblem, notifyUndoable } from '../../ui/notify.tsx'
import { type AlertKind, routesOf } from './alert.ts'

/** Resolving and reopening, each with a way back. */
export function useAlertActions(kind: AlertKind) {
  const routes = routesOf[kind]
  const options = { meta: { changes: 'tickets' } } as const
  const resolve = useMutation(routes.resolve.mutationOptions(options))
  const reopen = useMutation(routes.reopen.mutationOptions(options))
  const resolveScopes = useMutation(routes.resolveScopes.mutationOptions(options))
  const reopenScopes = useMutation(routes.reopenScopes.mutationOptions(options))
  const tellRefused = (refused: readonly { reason: string }[]) => {
    const [first] = refused
    if (first) notifyProblem({ detail: `${countOf(refused.length, kind)} left as it was: ${first.reason}` })
  }
  return {
    busy: resolve.isPending || reopen.isPending || resolveScopes.isPending || reopenScopes.isPending,
    resolveWhole: (ids: readonly number[], onDone?: () => void) =>
      resolve.mutate(
        { ids: [...ids] },
        {
          onSuccess: ({ resolved, refused }) => {
            tellRefused(refused)
            onDone?.()
            if (resolved.length > 0)
              notifyUndoable(
                `${countOf(resolved.length, kind)} resolved`,
                'New runs are no longer linked; old links stay.',
                () => reopen.mutate({ ids: resolved }),
              )
          },
        },
      ),
    reopenWhole: (ids: readonly number[], onDone?: () => void) =>
      reopen.mutate(
        { ids: [...ids] },
        {
          onSuccess: ({ reopened, refused }) => {
            tellRefused(refused)
            onDone?.()
            if (reopened.length > 0) notifyDone(`${countOf(reopened.length, kind)} open again`)
          },
        },
      ),
    resolveScopes: (id: number, scopeIds: readonly number[], where: string) =>
      resolveScopes.mutate(
        { id, scopeIds: [...scopeIds] },
        {
          onSuccess: ({ resolvedAt }) =>
            notifyUndoable(
              `Resolved for ${where}`,
              resolvedAt ? `It was the last open one: the ${kind} is resolved.` : 'It stays open elsewhere.',
              () => reopenScopes.mutate({ id, scopeIds: [...scopeIds] }),
            ),
        },
      ),
    reopenScopes: (id: number, scopeIds: readonly number[]) =>
      reopenScopes.mutate(
        { id, scopeIds: [...scopeIds] },
        { onSuccess: () => notifyDone(`The ${kind} is open again there`) },
      ),
  }
}
