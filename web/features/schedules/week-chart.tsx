import { countOf } from '../../lib/amounts.ts'
import { fullInstant } from '../../lib/instants.ts'
import { type JobSchedule, WEEKDAYS } from './schedule.ts'
import classes from './week-chart.module.css'
import { WeekTable } from './week-table.tsx'

const DAY = 1440
const ROW = 32
const HOURS = [0, 6, 12, 18, 24]
const PAD = 6

/** Weekday × time of day: a dot for each arrival of the last ninety days (the newest lowest in its row), a band for each window. */
export function WeekChart({ schedule }: { schedule: JobSchedule }) {
  const { chart, zone, interval } = schedule
  const times = chart.arrivals.map(({ at }) => Date.parse(at))
  const [oldest, newest] = [Math.min(...times), Math.max(...times)]
  /** Where in its row an arrival stands, by its age. */
  const inRow = (at: string) => {
    const age = newest > oldest ? (Date.parse(at) - oldest) / (newest - oldest) : 0.5
    return PAD + age * (ROW - 2 * PAD)
  }
  return (
    <>
      <div className={classes.chart}>
        <div className={classes.days} aria-hidden>
          {WEEKDAYS.map((day) => (
            <span key={day}>{day}</span>
          ))}
        </div>
        <svg
          className={classes.plot}
          height={7 * ROW}
          role="img"
          aria-label={`${countOf(chart.arrivals.length, 'arrival')} of the last 90 days by weekday and time of day, and the windows in which runs are expected; the same as a table below`}
        >
          {WEEKDAYS.map((day, row) => (
            <rect
              key={day}
              className={classes.row}
              x="0"
              y={row * ROW}
              width="100%"
              height={ROW}
              data-odd={row % 2 === 1 || undefined}
            />
          ))}
          {HOURS.map((hour) => (
            <line
              key={hour}
              className={classes.hour}
              x1={share(hour * 60)}
              x2={share(hour * 60)}
              y1="0"
              y2={7 * ROW}
            />
          ))}
          {chart.bands.flatMap(piecesOf).map(({ key, weekday, from, to }) => (
            <rect
              key={key}
              className={classes.band}
              x={share(from)}
              width={share(to - from)}
              y={(weekday - 1) * ROW + 2}
              height={ROW - 4}
              rx="3"
            />
          ))}
          {chart.arrivals.map(({ at, weekday, minute }) => (
            <circle
              key={`${at} ${minute}`}
              className={classes.dot}
              cx={share(minute)}
              cy={(weekday - 1) * ROW + inRow(at)}
              r="2.6"
            >
              <title>{fullInstant(at, zone.name)}</title>
            </circle>
          ))}
        </svg>
        <div className={classes.hours} aria-hidden>
          {HOURS.map((hour) => (
            <span key={hour} style={{ left: share(hour * 60) }}>
              {String(hour).padStart(2, '0')}:00
            </span>
          ))}
        </div>
      </div>
      <div className={classes.legend}>
        <span>
          <i data-part="dot" /> a run came
        </span>
        {chart.bands.length > 0 && (
          <span>
            <i data-part="band" /> in time
          </span>
        )}
        {interval && (
          <span>Every {interval.everyMinutes} minutes; no bands, each run is due at its turn</span>
        )}
        <span className={classes.zone}>{zone.name}</span>
      </div>
      <WeekTable schedule={schedule} />
    </>
  )
}

function share(minute: number): string {
  return `${(100 * minute) / DAY}%`
}

type Band = JobSchedule['chart']['bands'][number]
type Piece = { key: string; weekday: number; from: number; to: number }

/** A window that goes over midnight is drawn on both days. */
function piecesOf({ weekday, minute, from, to }: Band): Piece[] {
  return [-1, 0, 1]
    .map((shift) => ({
      key: `${weekday} ${minute} ${shift}`,
      weekday: ((weekday - 1 + shift + 7) % 7) + 1,
      from: Math.max(0, from - shift * DAY),
      to: Math.min(DAY, Math.max(to, from + 4) - shift * DAY),
    }))
    .filter((piece) => piece.to > piece.from)
}
