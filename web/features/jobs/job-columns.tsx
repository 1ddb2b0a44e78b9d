import { Link } from '@tanstack/react-router'
import cells from '../../ui/cells.module.css'
import type { Column } from '../../ui/data-table.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { LastGood } from '../../ui/job-health.tsx'
import { StatusIcon } from '../../ui/status-badge.tsx'
import type { JobRow } from './jobs-search.ts'

export const jobColumns: readonly Column<JobRow>[] = [
  { key: 'customer', header: 'Customer', width: 190, hideBelow: 520, cell: ({ customer }) => customer.name },
  { key: 'software', header: 'Backup', width: 120, hideBelow: 900, cell: ({ software }) => software },
  { key: 'type', header: 'Type', width: 150, hideBelow: 900, cell: ({ type }) => type },
  { key: 'name', header: 'Job name', cell: (row) => <JobName row={row} /> },
  {
    key: 'schedule',
    header: 'Schedule',
    width: 170,
    hideBelow: 1100,
    cell: ({ schedule }) => <span title={schedule}>{schedule}</span>,
  },
  { key: 'last', header: 'Last run', width: 160, cell: (row) => <LastRun row={row} /> },
  {
    key: 'good',
    header: 'Last good backup',
    width: 184,
    hideBelow: 720,
    cell: ({ health, informational }) => (informational ? '' : <LastGood health={health} />),
  },
]

/** The job's name as the link that the whole row stands for, with its host below. */
export function JobName({ row: { id, name, software, host, informational } }: { row: JobRow }) {
  return (
    <>
      <InlineLink>
        <Link to="/jobs/$jobId" params={{ jobId: String(id) }} title={name}>
          {name}
        </Link>
      </InlineLink>
      <div className={cells.below}>
        <span className={cells.narrowAt900}>{software} </span>
        {[host, informational && 'informational'].filter(Boolean).join(' · ')}
      </div>
    </>
  )
}

function LastRun({ row: { health } }: { row: JobRow }) {
  if (!health.lastRunAt) return <span className={cells.below}>none yet</span>
  return (
    <span className={cells.line}>
      {health.lastStatus && <StatusIcon status={health.lastStatus} />}
      <Instant at={health.lastRunAt} />
    </span>
  )
}
