import { Text, Tooltip } from '@mantine/core'
import { countOf } from '../../lib/amounts.ts'
import { dayName } from '../../lib/instants.ts'
import { Panel } from '../../ui/panel.tsx'
import { StatusIcon, statusWord } from '../../ui/status-badge.tsx'
import classes from './day-bar.module.css'
import type { Job } from './jobs-search.ts'

type Day = Job['days'][number]

/** The last 28 local days as squares, oldest first; each says its day, status and number of runs. */
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
          <Text size="xs" c="dimmed">
            {dayName(first.day)}
          </Text>
          <Text size="xs" c="dimmed">
            Today
          </Text>
        </div>
      )}
    </Panel>
  )
}

function words({ day, status, runs }: Day): string {
  return status
    ? `${dayName(day)}: ${statusWord(status)}, ${countOf(runs, 'run')}`
    : `${dayName(day)}: no run`
}
