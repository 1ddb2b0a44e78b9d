import { useNavigate } from '@tanstack/react-router'
import type { SetSearch } from './search-params.ts'

/** Changes part of the page's URL; what is set to undefined leaves it. */
export function useSetSearch<Search extends object>(): SetSearch<Search> {
  const navigate = useNavigate()
  return (patch, how) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...patch }),
      replace: how?.replace ?? false,
      // Opening a dialog keeps the way back through the pages of the list.
      state: (state) => ('after' in patch ? {} : state),
      resetScroll: false,
    })
}
