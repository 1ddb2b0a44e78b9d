import type { ReactNode } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  title: ReactNode
  /** What it is called where the title is more than words. */
  label?: string
  /** What can be done with it, at the right of the title. */
  actions?: ReactNode
  children: ReactNode
}

/** A titled surface on a page. */
export function Panel({ title, label, actions, children }: PanelProps) {
  return (
    <section className={classes.root} aria-label={label ?? (typeof title === 'string' ? title : undefined)}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  )
}
