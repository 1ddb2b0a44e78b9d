import { useMutation } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import type { Scope } from './reparse-search.ts'

export interface StartPreview {
  isPending: boolean
  begin: (scope: Scope) => void
}

/** Begins a preview and opens it. */
export function useStartPreview(onStarted: (id: number) => void): StartPreview {
  const start = useMutation(api.reparse.start.mutationOptions({ onSuccess: ({ id }) => onStarted(id) }))
  return { isPending: start.isPending, begin: (scope) => start.mutate({ scope }) }
}
