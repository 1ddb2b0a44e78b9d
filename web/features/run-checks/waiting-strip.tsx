import { IconInbox } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { Instant } from '../../ui/instant.tsx'
import { StatusIcon } from '../../ui/status-badge.tsx'
import classes from './waiting-strip.module.css'

const SHOWN = 3

/** Reports that probably belong to known jobs wait in the Inbox: an empty queue alone does not end the day. */
export function WaitingStrip({ waiting }: { waiting: { total: number; failed: number } | undefined }) {
  if (!waiting || waiting.total === 0) return null
  const { total, failed } = waiting
  return (
    <div className={classes.root} role="status">
      <IconInbox size={17} aria-hidden />
      <div className={classes.words}>
        {countOf(total, 'report')} in the Inbox probably {total === 1 ? 'belongs' : 'belong'} to known jobs
        {failed > 0 && (
          <>
            , <b>{failed} of them failed</b>
          </>
        )}
        . They are not in this queue until somebody says so.
        <OverdueRuns />
      </div>
      <Link to="/inbox" className={classes.link}>
        Go to the Inbox
      </Link>
    </div>
  )
}

/** The overdue runs among them: each would be missed if its report did not wait. */
function OverdueRuns() {
  const [all, setAll] = useState(false)
  const overdue = useQuery(api.schedules.waiting.queryOptions({ refetchInterval: usePolling(30_000) }))
  if (!overdue.data || overdue.data.length === 0) return null
  const shown = all ? overdue.data : overdue.data.slice(0, SHOWN)
  return (
    <ul className={classes.overdue} aria-label="Overdue runs whose report waits">
      {shown.map(({ job, slotAt, messageId, status }) => (
        <li key={`${job.id} ${slotAt}`}>
          <StatusIcon status={status} />
          <Link to="/inbox" search={{ message: messageId }}>
            {job.customer.name} — {job.name}
          </Link>
          <span>
            expected <Instant at={slotAt} />
          </span>
        </li>
      ))}
      {overdue.data.length > shown.length && (
        <li>
          <button type="button" className={classes.more} onClick={() => setAll(true)}>
            {overdue.data.length - shown.length} more
          </button>
        </li>
      )}
    </ul>
  )
}
