import { dayAfter, dayIn } from '../../lib/local-time.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useSession } from '../../lib/session.tsx'
import { useNow } from '../../lib/use-now.ts'
import type { DailySearch } from './daily-search.ts'

export interface Days {
  day: string
  today: string
  /** A day so many days later, or earlier. */
  go: (by: number) => void
  goTo: (day: string) => void
  goToday: () => void
}

/** The day that is shown, and the way to others; today is no day in the URL, so that a page left open goes on with the days. */
export function useDays(search: DailySearch, setSearch: SetSearch<DailySearch>, zone?: string): Days {
  const session = useSession()
  const today = dayIn(zone ?? session.timeZone, useNow())
  const day = search.day ?? today
  const goTo = (target: string) =>
    setSearch(
      { day: target === today ? undefined : target, after: undefined, run: undefined },
      { replace: true },
    )
  return { day, today, goTo, go: (by) => goTo(dayAfter(day, by)), goToday: () => goTo(today) }
}
