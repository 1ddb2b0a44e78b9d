import { ActionIcon, Badge } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { mailRawUrl } from '../../lib/api.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Instant } from '../../ui/instant.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './inbox-columns.module.css'
import type { InboxRow } from './inbox-search.ts'
import { ParseStateMark } from './parse-state.tsx'

export const inboxColumns: readonly Column<InboxRow>[] = [
  { key: 'from', header: 'From', width: 165, hideBelow: 720, cell: (row) => <From row={row} /> },
  { key: 'subject', header: 'Subject', cell: (row) => <Subject row={row} /> },
  { key: 'received', header: 'Received', width: 118, cell: ({ receivedAt }) => <Instant at={receivedAt} /> },
  { key: 'software', header: 'Backup', width: 104, hideBelow: 900, cell: ({ software }) => software },
  { key: 'type', header: 'Type', width: 132, hideBelow: 1100, cell: ({ type }) => type },
  { key: 'job', header: 'Job name', width: 152, hideBelow: 900, cell: (row) => <JobName row={row} /> },
  {
    key: 'overall',
    header: 'Overall',
    width: 106,
    hideBelow: 520,
    cell: ({ status }) => status && <StatusBadge status={status} />,
  },
  {
    key: 'parsed',
    header: 'Parsed',
    width: 66,
    hideBelow: 720,
    cell: ({ parseState, parseError }) => <ParseStateMark state={parseState} error={parseError} />,
  },
  { key: 'eml', header: 'EML', width: 56, hideBelow: 720, cell: ({ id }) => <Eml id={id} /> },
]

function From({ row: { fromName, fromAddress } }: { row: InboxRow }) {
  return (
    <span title={fromName ? `${fromName} <${fromAddress}>` : fromAddress}>{fromAddress || '(nobody)'}</span>
  )
}

function Subject({ row }: { row: InboxRow }) {
  return (
    <>
      <Link
        from="/inbox"
        to="."
        search={(before) => ({ ...before, message: row.id })}
        resetScroll={false}
        className={classes.subject}
        title={row.subject}
      >
        {row.subject || '(no subject)'}
      </Link>
      <Note row={row} />
    </>
  )
}

function Note({ row: { parseState, parseError, probableJob, isHistory } }: { row: InboxRow }) {
  if (parseState === 'error') return <div className={classes.error}>{parseError ?? 'Could not be read'}</div>
  if (probableJob) {
    return (
      <div className={classes.note}>
        Probably <b>{probableJob.name}</b> of {probableJob.customer.name}
      </div>
    )
  }
  if (parseState === 'unparsed') return <div className={classes.unparsed}>No parser recognises it</div>
  return isHistory ? <div className={classes.note}>Will enter as history</div> : null
}

function JobName({ row: { jobName, host, resultCount } }: { row: InboxRow }) {
  if (resultCount > 1) return <Badge variant="default">{resultCount} results</Badge>
  return (
    <>
      <span title={jobName ?? undefined}>{jobName}</span>
      {host && <div className={classes.note}>{host}</div>}
    </>
  )
}

function Eml({ id }: { id: number }) {
  return (
    <ActionIcon
      component="a"
      href={mailRawUrl(id)}
      download
      variant="subtle"
      color="gray"
      size="sm"
      aria-label="Download .eml"
      title="Download .eml"
    >
      <IconDownload size={16} />
    </ActionIcon>
  )
}
