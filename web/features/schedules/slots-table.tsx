import { Text } from '@mantine/core'
import { countOf, number } from '../../lib/amounts.ts'
import { Instant } from '../../ui/instant.tsx'
import type { JobSchedule, Slot } from './schedule.ts'
import classes from './slots-table.module.css'

const NAMED = 3

/** The slots of a schedule with how sure they are and the arrivals they rest on. */
export function SlotsTable({ schedule }: { schedule: JobSchedule }) {
  const { slots, why, zone } = schedule
  if (slots.length === 0)
    return (
      <div className={classes.sentences}>
        {why.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    )
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Days</th>
            <th scope="col">Time</th>
            <th scope="col">In time</th>
            <th scope="col">Came</th>
            <th scope="col">Rests on</th>
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <tr key={`${slot.daysInWords} ${slot.time}`}>
              <th scope="row">{slot.daysInWords}</th>
              <td>{slot.nextDay ? `${slot.time} the next day` : slot.time}</td>
              <td>
                {slot.window.from}–{slot.window.to}
              </td>
              <td>
                <Confidence slot={slot} />
              </td>
              <td>
                <RestsOn slot={slot} zone={zone.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Confidence({ slot: { hits, opportunities } }: { slot: Slot }) {
  if (opportunities === 0) return <span className={classes.quiet}>set by hand</span>
  const share = Math.round((100 * hits) / opportunities)
  return (
    <span className={classes.confidence} title={`Runs came on ${hits} of ${opportunities} dates`}>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${share}%` }} />
      </span>
      <span>
        {share} % <span className={classes.quiet}>{`(${number(hits)} of ${number(opportunities)})`}</span>
      </span>
    </span>
  )
}

function RestsOn({ slot: { restsOn }, zone }: { slot: Slot; zone: string }) {
  const rest = restsOn.slice(NAMED)
  if (restsOn.length === 0) return <span className={classes.quiet}>–</span>
  return (
    <>
      <Arrivals arrivals={restsOn.slice(0, NAMED)} zone={zone} />
      {rest.length > 0 && (
        <details className={classes.more}>
          <summary>{countOf(rest.length, 'earlier arrival')}</summary>
          <Arrivals arrivals={rest} zone={zone} />
        </details>
      )}
    </>
  )
}

function Arrivals({ arrivals, zone }: { arrivals: readonly string[]; zone: string }) {
  return (
    <Text span size="sm">
      {arrivals.map((at, index) => (
        <span key={at}>
          {index > 0 && ', '}
          <Instant at={at} zone={zone} />
        </span>
      ))}
    </Text>
  )
}
