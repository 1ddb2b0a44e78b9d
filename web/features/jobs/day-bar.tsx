import { Tooltip } from '@mantine/core'
import { number } from '../../lib/amounts.ts'
import { dayName } from '../../lib/instants.ts'
import { Panel } from '../../ui/panel.tsx'
import { StatusIcon, statusWord } from '../../ui/status-badge.tsx'
import classes from './day-bar.module.css'
import type { Job } from './jobs-search.ts'

type Day = Job['days'][number]

const ORDER = ['success', 'override', 'warning', 'failed', 'missed'] as const

/** The last 28 local days as squares, oldest first; each in the colour of its worst run, and says how all of them ended. */
export function DayBar({ days }: { days: readonly Day[] }) {
  const first = days[0]
  return (
    <Panel title="Last 28 days">
      <ol className={classes.bar}>
        {days.map((day) => (
          <li key={day.day} className={classes.cell}>
            <Tooltip label={words(day)} openDelay={80}>
              <div className={classes.square} data-status={day.status ?? 'none'}>
                {day.status && day.status !== 'success' && <StatusIcon status={day.status} size={14} />}
                <span className={classes.words}>{words(day)}</span>
              </div>
            </Tooltip>
          </li>
        ))}
      </ol>
      {first && (
        <div className={classes.ends}>
          <span>{dayName(first.day)}</span>
          <Legend days={days} />
          <span>Today</span>
        </div>
      )}
    </Panel>
  )
}

/** The colours that stand in the bar, in words. */
function Legend({ days }: { days: readonly Day[] }) {
  const shown = ORDER.filter((status) => days.some((day) => day.status === status))
  return (
    <ul className={classes.legend} aria-label="Colours">
      {shown.map((status) => (
        <li key={status}>
          <span className={classes.swatch} data-status={status} aria-hidden />
          {statusWord(status)}
        </li>
      ))}
    </ul>
  )
}

function words(day: Day): string {
  if (!day.status) return `${dayName(day.day)}: no run`
  const counts = ORDER.filter((status) => day[status] > 0).map(
    (status) => `${number(day[status])} ${statusWord(status)}`,
  )
  return `${dayName(day.day)}: ${counts.join(', ')}`
}
