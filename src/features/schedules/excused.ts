import { type Excused, neverExcused } from '../../domain/schedule/excused.ts'
import type { LocalClock } from '../../domain/schedule/local-clock.ts'
import { DAY } from '../../domain/schedule/units.ts'
import type { ExcusedTimes } from './excused.queries.ts'

/** Whether a wall time of the job's zone lay on a holiday or in maintenance; never for a job that had none. */
export function excusedBy(times: ExcusedTimes | undefined, clock: LocalClock): Excused {
  if (!times) return neverExcused
  const windows = times.windows.map(([from, until]) => ({
    from: clock.toWall(from),
    until: clock.toWall(until),
  }))
  return (wall) => {
    const day = Math.floor(wall / DAY)
    return (
      times.holidays.some(([first, last]) => first <= day && day <= last) ||
      windows.some(({ from, until }) => from <= wall && wall <= until)
    )
  }
}
