import { SegmentedControl, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import type { SetSearch } from '../../lib/search-params.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { ScheduleActions } from './change/schedule-actions.tsx'
import { MonthView } from './month-view.tsx'
import { ReplayLine } from './replay-line.tsx'
import { SCHEDULE_VIEWS, type ScheduleSearch } from './schedule.ts'
import { ScheduleFacts } from './schedule-facts.tsx'
import { ScheduleNotes } from './schedule-notes.tsx'
import classes from './schedule-panel.module.css'
import { SlotsTable } from './slots-table.tsx'
import { WeekChart } from './week-chart.tsx'

const VIEWS = [
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
  { value: 'slots', label: 'Slots' },
] as const

interface SchedulePanelProps {
  jobId: number
  search: ScheduleSearch
  setSearch: SetSearch<ScheduleSearch>
}

/** When runs of a job are expected, why, and what can be set by hand. */
export function SchedulePanel({ jobId, search, setSearch }: SchedulePanelProps) {
  const schedule = useQuery(
    api.schedules.get.queryOptions({ input: { jobId }, refetchInterval: usePolling(30_000) }),
  )
  const { data } = schedule
  if (schedule.isLoadingError)
    return (
      <Panel title="Schedule">
        <ProblemPanel error={schedule.error} onRetry={() => void schedule.refetch()} />
      </Panel>
    )
  const view = search.schedule ?? 'week'
  const show = (chosen: string) =>
    setSearch(
      { schedule: SCHEDULE_VIEWS.find((known) => known === chosen), month: undefined },
      { replace: true },
    )
  return (
    <Panel title="Schedule" actions={data && <ScheduleActions jobIds={[jobId]} known={data} />}>
      <div className={classes.columns}>
        <div className={classes.words}>
          {data ? (
            <>
              <p className={classes.schedule}>{data.words}</p>
              <ScheduleFacts schedule={data} />
              <ScheduleNotes schedule={data} />
              <ReplayLine jobId={jobId} />
            </>
          ) : (
            <Skeleton height={210} />
          )}
        </div>
        <div className={classes.picture}>
          <SegmentedControl
            size="xs"
            aria-label="Picture of the schedule"
            value={view}
            onChange={show}
            data={[...VIEWS]}
            mb={10}
          />
          {!data && <Skeleton height={240} />}
          {data && view === 'week' && <WeekChart schedule={data} />}
          {data && view === 'slots' && <SlotsTable schedule={data} />}
          {data && view === 'month' && (
            <MonthView
              jobId={jobId}
              zone={data.zone.name}
              month={search.month}
              onMonth={(month) => setSearch({ month }, { replace: true })}
            />
          )}
        </div>
      </div>
    </Panel>
  )
}
