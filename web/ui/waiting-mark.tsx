import { IconInbox } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import classes from './marks.module.css'

/** Says beside a job that a report of it probably waits in the Inbox, and leads there. */
export function WaitingMark({ messageId }: { messageId: number | null }) {
  if (messageId === null) return null
  return (
    <Link to="/inbox" search={{ message: messageId }} className={classes.mark} data-mark="waiting">
      <IconInbox size={13} aria-hidden />
      report waiting in the Inbox
    </Link>
  )
}
