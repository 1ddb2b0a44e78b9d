import { number } from '../lib/amounts.ts'
import { type ShownStatus, StatusIcon, statusWord } from './status-badge.tsx'
import classes from './status-counters.module.css'

interface StatusCountersProps<Status extends ShownStatus> {
  /** What is counted, for screen readers. */
  label: string
  order: readonly Status[]
  counts: Record<Status, number> | undefined
  chosen: Status | undefined
  onChoose: (status: Status | undefined) => void
}

/** How much there is of each status; each number is a filter. */
export function StatusCounters<Status extends ShownStatus>(props: StatusCountersProps<Status>) {
  const { label, order, counts, chosen, onChoose } = props
  return (
    <fieldset className={classes.root} aria-label={label} data-many={order.length > 4 || undefined}>
      {order.map((status) => (
        <button
          key={status}
          type="button"
          className={classes.counter}
          data-zero={counts?.[status] === 0}
          aria-pressed={chosen === status}
          onClick={() => onChoose(chosen === status ? undefined : status)}
        >
          <span className={classes.number}>{counts ? number(counts[status]) : '–'}</span>
          <span className={classes.word}>
            <StatusIcon status={status} size={15} />
            <span aria-hidden>{statusWord(status)}</span>
          </span>
        </button>
      ))}
    </fieldset>
  )
}
