import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../../lib/api.ts'
import { problemOf } from '../../../lib/problem.ts'
import type { Connection, Folder } from '../source.ts'

export interface Folders {
  tree: readonly Folder[] | undefined
  problem: string | null
  loading: boolean
  /** Asks the mailbox; nothing happens while what is known is of the same account. */
  load: (again?: boolean) => void
}

/** A mailbox's folders by the connection as it is typed; with `atOnce` they are asked for without a click. */
export function useFolders(connection: Connection, sourceId: number | undefined, atOnce: boolean): Folders {
  const ask = useMutation(api.sources.folders.mutationOptions({ meta: { showsOwnErrors: true } }))
  const account = accountOf(connection)
  const asked = useRef<string | null>(null)
  const load = (again = false) => {
    if (!again && (asked.current === account || ask.isPending)) return
    asked.current = account
    ask.mutate({ connection, sourceId }, { onError: () => (asked.current = null) })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the names of the stored folders
  useEffect(() => {
    if (atOnce) load()
  }, [])
  return {
    tree: ask.data,
    problem: ask.isError ? problemOf(ask.error).detail : null,
    loading: ask.isPending,
    load,
  }
}

/** What decides which folders there are: everything but the choice among them. */
function accountOf({ settings, ...rest }: Connection): string {
  const account = Object.entries(settings).filter(([field]) => !/folder/i.test(field))
  return JSON.stringify([account, rest])
}
