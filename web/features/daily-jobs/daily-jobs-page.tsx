import { useRef } from 'react'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { useKeys } from '../../lib/use-keys.ts'
import { useRowCursor } from '../../lib/use-row-cursor.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { StatusCounters } from '../../ui/status-counters.tsx'
import { dailyColumns, dailyColumnsWithReview } from './daily-columns.tsx'
import { DailyEmpty } from './daily-empty.tsx'
import { DAILY_PAGE, type DailySearch, type DayStatus, isFiltered } from './daily-search.ts'
import { DailyToolbar } from './daily-toolbar.tsx'
import { DayPicker } from './day-picker.tsx'
import { useDailyJobs } from './use-daily-jobs.ts'
import { useDays } from './use-days.ts'

const ORDER: readonly DayStatus[] = ['failed', 'missed', 'warning', 'success', 'expected', 'excused']

interface DailyJobsPageProps {
  search: DailySearch
  setSearch: SetSearch<DailySearch>
  paging: Paging
  onOpenJob: (jobId: number) => void
}

/** What was expected on a day and what came; to look at, not to work off. */
export function DailyJobsPage({ search, setSearch, paging, onOpenJob }: DailyJobsPageProps) {
  const list = useDailyJobs(search)
  const { data } = list
  const rows = data?.rows
  const isAdmin = useMay(contract.jobs.archived)
  const days = useDays(search, setSearch, data?.zone)
  const cursor = useRowCursor(rows?.map(({ id }) => id) ?? [])
  const searchField = useRef<HTMLInputElement>(null)
  useKeys(
    {
      left: () => days.go(-1),
      right: () => days.go(1),
      t: days.goToday,
      j: () => cursor.move(1),
      k: () => cursor.move(-1),
      enter: () => cursor.id !== null && onOpenJob(cursor.id),
      '/': () => searchField.current?.focus(),
    },
    search.open_job_id === undefined,
  )
  return (
    <>
      <PageHeader
        title="Daily Jobs"
        lead={data && `${countOf(data.total, 'job')} expected or run on this day (${data.zone})`}
        actions={<DayPicker days={days} />}
      />
      <StatusCounters
        label="Jobs of the day by status"
        order={ORDER}
        counts={data?.counts}
        chosen={search.status}
        onChoose={(status) => setSearch({ status, after: undefined }, { replace: true })}
      />
      <DailyToolbar search={search} setSearch={setSearch} rows={rows ?? []} searchField={searchField} />
      <DataTable
        label="Jobs of the day"
        columns={isAdmin ? dailyColumnsWithReview : dailyColumns}
        rows={list.isLoadingError ? [] : rows}
        rowId={({ id }) => id}
        rowLabel={({ name, customer }) => `${customer.name}: ${name}`}
        onOpen={({ id }) => {
          cursor.moveTo(id)
          onOpenJob(id)
        }}
        cursor={cursor.id}
        skeletonRows={12}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <DailyEmpty
              filtered={isFiltered(search)}
              day={days.day}
              today={days.today}
              plannedUntil={data?.plannedUntil ?? null}
            />
          )
        }
      />
      <Pager page={data} limit={DAILY_PAGE} paging={paging} />
    </>
  )
}
