import { IconBarrierBlock } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../../lib/api.ts'
import { useNow } from '../../../lib/use-now.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { InlineLink } from '../../../ui/inline-link.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { ProblemPanel } from '../../../ui/problem-panel.tsx'
import { EndMaintenance } from '../maintenance-notes.tsx'
import type { Maintenance } from '../schedule.ts'

const SHOWN = 200

const columns: readonly Column<Maintenance>[] = [
  { key: 'of', header: 'Of', cell: (row) => <OfWhat row={row} /> },
  {
    key: 'from',
    header: 'From',
    width: 150,
    hideBelow: 720,
    cell: ({ startsAt }) => <Instant at={startsAt} />,
  },
  { key: 'until', header: 'Until', width: 150, cell: ({ endsAt }) => <Instant at={endsAt} /> },
  {
    key: 'reason',
    header: 'Reason',
    hideBelow: 720,
    cell: ({ reason }) => <span title={reason}>{reason}</span>,
  },
  { key: 'by', header: 'By', width: 120, hideBelow: 900, cell: ({ by }) => by ?? '' },
  { key: 'end', header: 'End', quietHeader: true, width: 110, cell: (row) => <End row={row} /> },
]

/** All snoozes and maintenance windows of now and later. */
export function MaintenancePanel() {
  const list = useQuery(
    api.schedules.maintenance.queryOptions({ input: { limit: SHOWN }, placeholderData: keepPreviousData }),
  )
  return (
    <Panel title="Snoozes and maintenance">
      <DataTable
        label="Snoozes and maintenance"
        columns={columns}
        rows={list.isLoadingError ? [] : list.data?.rows}
        rowId={({ id }) => id}
        rowLabel={({ job, customer }) => job?.name ?? customer?.name ?? ''}
        skeletonRows={2}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <EmptyState icon={<IconBarrierBlock size={28} />} title="Everything is watched">
              A job is snoozed on its page or in the list of jobs, all jobs of a customer in its details.
            </EmptyState>
          )
        }
      />
    </Panel>
  )
}

function OfWhat({ row: { job, customer } }: { row: Maintenance }) {
  if (job)
    return (
      <InlineLink>
        <Link to="/jobs/$jobId" params={{ jobId: String(job.id) }}>
          {job.customer.name} — {job.name}
        </Link>
      </InlineLink>
    )
  return <>All jobs of {customer?.name}</>
}

function End({ row }: { row: Maintenance }) {
  return <EndMaintenance id={row.id} hasBegun={Date.parse(row.startsAt) <= useNow()} />
}
