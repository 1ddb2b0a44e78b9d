import type { ReactNode } from 'react'
import classes from './panel.module.css'

/** A titled surface on a page. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.root} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  )
}
