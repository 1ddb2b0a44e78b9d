import { number } from '../../lib/amounts.ts'
import { type JobSchedule, WEEKDAYS } from './schedule.ts'
import classes from './week-chart.module.css'

/** What the chart shows, in figures: for each weekday the arrivals, their first and last time of day, and the windows. */
export function WeekTable({ schedule: { chart } }: { schedule: JobSchedule }) {
  return (
    <details className={classes.table}>
      <summary>As a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Arrivals</th>
            <th scope="col">Earliest</th>
            <th scope="col">Latest</th>
            <th scope="col">In time</th>
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((day, index) => {
            const minutes = chart.arrivals
              .filter(({ weekday }) => weekday === index + 1)
              .map(({ minute }) => minute)
            const bands = chart.bands.filter(({ weekday }) => weekday === index + 1)
            return (
              <tr key={day}>
                <th scope="row">{day}</th>
                <td>{number(minutes.length)}</td>
                <td>{minutes.length > 0 ? clock(Math.min(...minutes)) : '–'}</td>
                <td>{minutes.length > 0 ? clock(Math.max(...minutes)) : '–'}</td>
                <td>{bands.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ') || '–'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </details>
  )
}

const DAY = 1440

function clock(minute: number): string {
  const ofDay = ((Math.round(minute) % DAY) + DAY) % DAY
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`
}
