import { IconInbox } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../lib/amounts.ts'
import classes from './waiting-strip.module.css'

/** Reports that probably belong to known jobs wait in the Inbox: an empty queue alone does not end the day. */
export function WaitingStrip({ waiting }: { waiting: { total: number; failed: number } | undefined }) {
  if (!waiting || waiting.total === 0) return null
  const { total, failed } = waiting
  return (
    <div className={classes.root} role="status">
      <IconInbox size={17} aria-hidden />
      <span>
        {countOf(total, 'report')} in the Inbox probably {total === 1 ? 'belongs' : 'belong'} to known jobs
        {failed > 0 && (
          <>
            , <b>{failed} of them failed</b>
          </>
        )}
        . They are not in this queue until somebody says so.
      </span>
      <Link to="/inbox" className={classes.link}>
        Go to the Inbox
      </Link>
    </div>
  )
}
