import { Button } from '@mantine/core'
import { IconCalendarHeart, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { countOf, number } from '../../../lib/amounts.ts'
import { api } from '../../../lib/api.ts'
import { dayName } from '../../../lib/instants.ts'
import { dayIn } from '../../../lib/local-time.ts'
import { useSession } from '../../../lib/session.tsx'
import { useNow } from '../../../lib/use-now.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { ProblemPanel } from '../../../ui/problem-panel.tsx'
import type { Calendar } from './calendar.ts'
import { CalendarDialog } from './calendar-dialog.tsx'

const columns: readonly Column<Calendar>[] = [
  { key: 'name', header: 'Calendar', cell: ({ name }) => <b>{name}</b> },
  {
    key: 'days',
    header: 'Holidays',
    width: 100,
    numeric: true,
    cell: ({ holidays }) => number(holidays.length),
  },
  {
    key: 'next',
    header: 'Next',
    width: 220,
    hideBelow: 720,
    cell: ({ holidays }) => <NextHoliday holidays={holidays} />,
  },
  {
    key: 'customers',
    header: 'Customers',
    hideBelow: 520,
    cell: ({ customers }) => <Customers customers={customers} />,
  },
]

/** The days on which nothing is raised, for the customers that have the calendar. */
export function Calendars() {
  const list = useQuery(api.schedules.calendars.queryOptions())
  const [open, setOpen] = useState<Calendar | 'new' | null>(null)
  const add = (
    <Button
      variant="default"
      size="compact-md"
      fz="sm"
      leftSection={<IconPlus size={15} />}
      onClick={() => setOpen('new')}
    >
      New calendar
    </Button>
  )
  return (
    <Panel title="Holiday calendars" actions={Boolean(list.data?.length) && add}>
      <DataTable
        label="Holiday calendars"
        columns={columns}
        rows={list.isLoadingError ? [] : list.data}
        rowId={({ id }) => id}
        rowLabel={({ name }) => name}
        onOpen={setOpen}
        skeletonRows={2}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <EmptyState icon={<IconCalendarHeart size={28} />} title="No holiday calendar yet" action={add}>
              On the days of a calendar nothing is raised for the customers that have it. A customer gets its
              calendar in its own details.
            </EmptyState>
          )
        }
      />
      {open && <CalendarDialog calendar={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Panel>
  )
}

function NextHoliday({ holidays }: Pick<Calendar, 'holidays'>) {
  const { timeZone } = useSession()
  const today = dayIn(timeZone, useNow())
  const next = holidays.find(({ lastDay }) => lastDay >= today)
  return next ? `${dayName(next.firstDay)}${next.name && `, ${next.name}`}` : 'none to come'
}

function Customers({ customers }: Pick<Calendar, 'customers'>) {
  if (customers.length === 0) return 'no customer yet'
  const names = customers.map(({ name }) => name).join(', ')
  return <span title={names}>{`${countOf(customers.length, 'customer')}: ${names}`}</span>
}
