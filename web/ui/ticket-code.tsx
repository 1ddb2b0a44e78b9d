import { Copy } from './copy.tsx'
import classes from './ticket-code.module.css'

/** A ticket's code with a button that copies it. */
export function TicketCode({ code, closed }: { code: string; closed: boolean }) {
  return (
    <span className={classes.root}>
      <span className={classes.code} data-closed={closed || undefined}>
        {code}
      </span>
      <Copy value={code} what={`ticket code ${code}`} />
    </span>
  )
}
