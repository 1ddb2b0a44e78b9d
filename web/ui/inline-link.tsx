import type { ReactNode } from 'react'
import classes from './inline-link.module.css'

/** Around a link in a table: it wears the colours and the hover of the sidebar's links, not link blue. */
export function InlineLink({ children }: { children: ReactNode }) {
  return <span className={classes.link}>{children}</span>
}
