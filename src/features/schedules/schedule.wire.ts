import type { JobSchedule } from '../../../contract/schedule-facts.ts'
import type { Arrival } from '../../domain/schedule/arrivals.ts'
import { weekdayOf } from '../../domain/schedule/calendar.ts'
import { daysInWords } from '../../domain/schedule/explain.ts'
import { daysOnTheWire } from '../../domain/schedule/pinned.ts'
import type { Schedule, Slot } from '../../domain/schedule/schedule.ts'
import { comesNextDay, timeOfDay } from '../../domain/schedule/slot-times.ts'
import { DAY, HOUR, MINUTE, MINUTES_A_DAY } from '../../domain/schedule/units.ts'
import type { ExpectedRow } from './schedule-page.queries.ts'

const ARRIVALS_NAMED = 20
const CHART_DAYS = 90
const CHART_POINTS = 1000

/** The parts of a schedule that its kind has. */
export function partsOf(schedule: Schedule): Pick<JobSchedule, 'slots' | 'interval' | 'silenceHours'> {
  const nothing = { slots: [], interval: null, silenceHours: null }
  switch (schedule.kind) {
    case 'weekly':
    case 'biweekly':
    case 'monthly':
      return { ...nothing, slots: schedule.slots.map(slotOnTheWire) }
    case 'interval': {
      const { every, hits, pauses } = schedule.interval
      return {
        ...nothing,
        interval: { everyMinutes: Math.round(every / MINUTE), hits, rests: pauses.length > 0 },
      }
    }
    case 'irregular':
    case 'learning':
      return { ...nothing, silenceHours: schedule.silence && schedule.silence.longest / HOUR }
  }
}

function slotOnTheWire(slot: Slot): JobSchedule['slots'][number] {
  return {
    days: daysOnTheWire(slot.on),
    daysInWords: daysInWords(slot.on),
    time: timeOfDay(slot.minute),
    nextDay: comesNextDay(slot.minute),
    window: { from: timeOfDay(slot.window.from), to: timeOfDay(slot.window.to) },
    hits: slot.hits,
    opportunities: slot.opportunities,
    restsOn: slot.restsOn.slice(-ARRIVALS_NAMED).reverse().map(iso),
  }
}

/** A planned run; one that a report in the Inbox probably is of waits. */
export function expectedOnTheWire(row: ExpectedRow): JobSchedule['expected'][number] {
  return {
    slotAt: row.slot_at,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    deadlineAt: row.deadline_at,
    kind: row.kind,
    state: row.state === 'open' && row.waits ? 'waiting' : row.state,
    arrivedAt: row.arrived_at,
    excuse: row.excuse,
  }
}

/** The arrivals of the last ninety days by weekday and time of day. */
export function chartPoints(arrivals: readonly Arrival[], now: number): JobSchedule['chart']['arrivals'] {
  return arrivals
    .filter(({ at }) => at > now - CHART_DAYS * DAY)
    .slice(-CHART_POINTS)
    .map(({ at, wall }) => {
      const day = Math.floor(wall / DAY)
      return { at: iso(at), weekday: weekdayOf(day), minute: (wall - day * DAY) / MINUTE }
    })
}

/** The windows of the slots that have a weekday. */
export function bandsOf(schedule: Schedule): JobSchedule['chart']['bands'] {
  if (!('slots' in schedule)) return []
  return schedule.slots.flatMap(({ on, minute, window }) => {
    if (!('weekday' in on)) return []
    const daysLater = Math.floor(window.from / MINUTES_A_DAY)
    const [at, from, to] = [minute, window.from, window.to].map((one) => one - daysLater * MINUTES_A_DAY)
    // A window may open on the evening before Monday.
    return { weekday: ((on.weekday + 6 + daysLater) % 7) + 1, minute: at ?? 0, from: from ?? 0, to: to ?? 0 }
  })
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}
