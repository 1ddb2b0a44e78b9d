import { ActionIcon, Button, Group } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { monthName } from '../../lib/instants.ts'
import { dayIn, monthAfter } from '../../lib/local-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { MonthGrid } from './month-grid.tsx'
import classes from './month-view.module.css'

interface MonthViewProps {
  jobId: number
  zone: string
  /** This month without one. */
  month: string | undefined
  onMonth: (month: string | undefined) => void
}

/** The days of a month as squares: what was expected, and what came. */
export function MonthView({ jobId, zone, month: asked, onMonth }: MonthViewProps) {
  const today = dayIn(zone, useNow())
  const present = today.slice(0, 7)
  const month = asked ?? present
  const days = useQuery(
    api.schedules.month.queryOptions({ input: { jobId, month }, placeholderData: keepPreviousData }),
  )
  const go = (by: number) => {
    const target = monthAfter(month, by)
    onMonth(target === present ? undefined : target)
  }
  if (days.isLoadingError) return <ProblemPanel error={days.error} onRetry={() => void days.refetch()} />
  return (
    <div className={classes.root}>
      <Group gap={6} mb={8}>
        <ActionIcon variant="default" size={28} aria-label="Previous month" onClick={() => go(-1)}>
          <IconChevronLeft size={15} />
        </ActionIcon>
        <ActionIcon variant="default" size={28} aria-label="Next month" onClick={() => go(1)}>
          <IconChevronRight size={15} />
        </ActionIcon>
        <h3 className={classes.title} aria-live="polite">
          {monthName(month)}
        </h3>
        {month !== present && (
          <Button variant="subtle" size="compact-sm" onClick={() => onMonth(undefined)}>
            This month
          </Button>
        )}
      </Group>
      <MonthGrid
        key={month}
        jobId={jobId}
        month={month}
        today={today}
        days={days.isPlaceholderData ? undefined : days.data?.days}
        onMonth={go}
      />
    </div>
  )
}
