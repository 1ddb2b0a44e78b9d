import type { RunStatus } from '../../../contract/base.ts'
import { number } from '../../lib/amounts.ts'
import { StatusIcon, statusWord } from '../../ui/status-badge.tsx'
import classes from './status-counters.module.css'

const ORDER: readonly RunStatus[] = ['failed', 'missed', 'warning', 'success']

interface StatusCountersProps {
  counts: Record<RunStatus, number> | undefined
  chosen: RunStatus | undefined
  onChoose: (status: RunStatus | undefined) => void
}

/** Open runs by status; each number is a filter. */
export function StatusCounters({ counts, chosen, onChoose }: StatusCountersProps) {
  return (
    <fieldset className={classes.root} aria-label="Open runs by status">
      {ORDER.map((status) => (
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
