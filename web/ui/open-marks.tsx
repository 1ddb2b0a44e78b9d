import { IconMessage2, IconTicket } from '@tabler/icons-react'
import classes from './open-marks.module.css'

/** Whether a ticket or a remark is open for a job. */
export function OpenMarks({ hasTicket, hasRemark }: { hasTicket: boolean; hasRemark: boolean }) {
  if (!hasTicket && !hasRemark) return null
  return (
    <span className={classes.root}>
      {hasTicket && (
        <span title="A ticket is open">
          <IconTicket size={16} role="img" aria-label="A ticket is open" />
        </span>
      )}
      {hasRemark && (
        <span title="A remark is open">
          <IconMessage2 size={16} role="img" aria-label="A remark is open" />
        </span>
      )}
    </span>
  )
}
