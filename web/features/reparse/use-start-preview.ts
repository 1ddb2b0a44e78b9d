import { useMutation } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import type { Scope } from './reparse-search.ts'

export interface StartPreview {
  /** What is just being begun. */
  pending: Scope['kind'] | null
  begin: (scope: Scope) => void
}

/** Begins a preview and opens it. */
export function useStartPreview(onStarted: (id: number) => void): StartPreview {
  const start = useMutation(api.reparse.start.mutationOptions({ onSuccess: ({ id }) => onStarted(id) }))
  const pending = start.isPending ? start.variables.scope.kind : null
  return { pending, begin: (scope) => start.mutate({ scope }) }
}
