import { useNavigate, useRouterState } from '@tanstack/react-router'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cursors of the pages before this one; '' is the first page. */
    trail?: string[]
  }
}

export interface Paging {
  /** How many pages lie before this one; null when a link led here and nobody knows. */
  pagesBefore: number | null
  goNext: (cursor: string) => void
  /** Absent on the first page. */
  goBack?: () => void
}

/** Next and Previous over a list that only knows the cursor after a page: the way back is kept in the history entry. */
export function useKeysetPaging(after: string | undefined): Paging {
  const navigate = useNavigate()
  const trail = useRouterState({ select: (state) => state.location.state.trail ?? [] })
  const goTo = (cursor: string | undefined, newTrail: string[]) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, after: cursor }),
      state: { trail: newTrail },
    })
  return {
    pagesBefore: after ? trail.length || null : 0,
    goNext: (cursor) => goTo(cursor, [...trail, after ?? '']),
    ...(after && { goBack: () => goTo(trail.at(-1) || undefined, trail.slice(0, -1)) }),
  }
}
