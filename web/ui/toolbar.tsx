import type { ReactNode } from 'react'
import classes from './toolbar.module.css'

/** The line of filters over a table; keeps its height whatever stands in it. */
export function Toolbar({ children }: { children: ReactNode }) {
  return <div className={classes.root}>{children}</div>
}
