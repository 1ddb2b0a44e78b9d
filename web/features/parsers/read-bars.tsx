import { Tooltip } from '@mantine/core'
import { number } from '../../lib/amounts.ts'
import { dayName } from '../../lib/instants.ts'
import type { Parser } from './parsers-search.ts'
import classes from './read-bars.module.css'

type Day = Parser['days'][number]

/** A bar for each day, oldest first: below what was read, above it what nothing could read. The last seven days stand apart. */
export function ReadBars({ days }: { days: readonly Day[] }) {
  const top = Math.max(...days.map(({ read, failed }) => read + failed))
  if (top === 0) return <p className={classes.none}>No mail of this kind came in these days.</p>
  const [read, failed] = [sum(days, 'read'), sum(days, 'failed')]
  return (
    <>
      <div className={classes.top}>
        <span>{number(top)} a day</span>
        <span className={classes.legend}>
          <i data-part="read" /> read {number(read)}
          <i data-part="failed" /> unread {number(failed)}
        </span>
      </div>
      <ol className={classes.bars}>
        {days.map((day, index) => (
          <li key={day.day} className={classes.day} data-recent={index >= days.length - 7 || undefined}>
            <Tooltip label={words(day)} openDelay={80}>
              <div className={classes.column}>
                <span className={classes.failed} style={{ height: `${(100 * day.failed) / top}%` }} />
                <span className={classes.read} style={{ height: `${(100 * day.read) / top}%` }} />
                <span className={classes.words}>{words(day)}</span>
              </div>
            </Tooltip>
          </li>
        ))}
      </ol>
      <div className={classes.ends}>
        <span>{dayName(days[0]?.day ?? '')}, 28 days before</span>
        <span>the last 7 days</span>
      </div>
    </>
  )
}

function sum(days: readonly Day[], part: 'read' | 'failed'): number {
  return days.reduce((total, day) => total + day[part], 0)
}

function words({ day, read, failed }: Day): string {
  if (read + failed === 0) return `${dayName(day)}: no mail`
  return `${dayName(day)}: ${number(read)} read${failed > 0 ? `, ${number(failed)} unread` : ''}`
}
