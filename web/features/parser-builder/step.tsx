import type { ReactNode } from 'react'
import classes from './step.module.css'

interface StepProps {
  number: number
  title: string
  /** One quiet sentence on what this step decides. */
  lead: string
  children: ReactNode
}

/** One step of a rule, numbered, always open. */
export function Step({ number, title, lead, children }: StepProps) {
  return (
    <section className={classes.root} aria-label={title}>
      <header className={classes.head}>
        <span className={classes.number} aria-hidden>
          {number}
        </span>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.lead}>{lead}</p>
      </header>
      {children}
    </section>
  )
}
