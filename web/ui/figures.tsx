import { number } from '../lib/amounts.ts'
import classes from './figures.module.css'

/** A few counts side by side, each in a tile under its name. */
export function Figures({ items }: { items: readonly (readonly [label: string, count: number])[] }) {
  return (
    <dl className={classes.figures}>
      {items.map(([label, count]) => (
        <div key={label} className={classes.figure}>
          <dt>{label}</dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
