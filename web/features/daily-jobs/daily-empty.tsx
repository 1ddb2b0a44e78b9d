import { IconCalendarOff, IconCalendarTime, IconSearchOff } from '@tabler/icons-react'
import { longDayName } from '../../lib/instants.ts'
import { dayAfter, dayIn } from '../../lib/local-time.ts'
import { useSession } from '../../lib/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

interface DailyEmptyProps {
  filtered: boolean
  day: string
  today: string
  plannedUntil: string | null
}

/** Why a day shows nothing: filters, a day that is not planned yet, or nothing expected. */
export function DailyEmpty({ filtered, day, today, plannedUntil }: DailyEmptyProps) {
  const { timeZone } = useSession()
  if (filtered)
    return (
      <EmptyState icon={<IconSearchOff size={28} />} title="No job of this day fits">
        Take a filter away to see the others.
      </EmptyState>
    )
  const lastPlanned = plannedUntil === null ? today : dayIn(timeZone, Date.parse(plannedUntil))
  if (day > today && day >= lastPlanned)
    return (
      <EmptyState icon={<IconCalendarTime size={28} />} title="Not planned yet">
        {plannedUntil === null
          ? 'Runs are planned once the schedule of a job is learned or set by hand.'
          : `Runs are planned until ${longDayName(dayAfter(lastPlanned, -1))}; this day follows by itself.`}
      </EmptyState>
    )
  return (
    <EmptyState icon={<IconCalendarOff size={28} />} title="Nothing on this day">
      No job was expected and none ran. A job shows here once its schedule is learned from its reports or set
      by hand on its page, and on each day on which it runs.
    </EmptyState>
  )
}
