import type { JobSchedule } from '../../../contract/schedule-facts.ts'
import type { World } from '../../app/world.ts'
import { type Arrival, readArrivals } from '../../domain/schedule/arrivals.ts'
import { weekdayOf } from '../../domain/schedule/calendar.ts'
import { daysInWords, explainSchedule } from '../../domain/schedule/explain.ts'
import { scheduleInWords } from '../../domain/schedule/in-words.ts'
import { localClock } from '../../domain/schedule/local-clock.ts'
import { daysOnTheWire } from '../../domain/schedule/pinned.ts'
import type { Schedule, Slot } from '../../domain/schedule/schedule.ts'
import { timeOfDay } from '../../domain/schedule/slot-times.ts'
import { DAY, HOUR, MINUTE } from '../../domain/schedule/units.ts'
import { validKind, validSchedule } from '../../domain/schedule/valid.ts'
import { notFound } from '../../platform/refusal.ts'
import { readSettings } from '../settings/index.ts'
import { readArrivalTimes } from './job-facts.queries.ts'
import { judgingOf } from './judging.ts'
import { windowsOfJob } from './maintenance.queries.ts'
import { windowOnTheWire } from './maintenance.ts'
import { type ExpectedRow, readExpected, readSchedule, type ScheduleRow } from './schedule-page.queries.ts'
import { storedPin, storedSchedule } from './stored-schedule.ts'

const NEXT_SHOWN = 3
const ARRIVALS_NAMED = 20
const CHART_DAYS = 90
const CHART_POINTS = 1000
const LEARNING: Schedule = { kind: 'learning', silence: null }

/** When runs of a job are expected, why, and what they rest on. */
export async function jobSchedule(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  jobId: number,
): Promise<JobSchedule> {
  const row = await readSchedule(db, jobId)
  if (!row) throw notFound('job')
  const settings = await readSettings({ db })
  const now = clock()
  const zone = zoneOf(row, settings.ui_timezone)
  const times = (await readArrivalTimes(db, [jobId], now)).get(jobId) ?? []
  const arrivals = readArrivals(times, localClock(zone.name))
  const facts = {
    learned: storedSchedule(row.learned) ?? LEARNING,
    pin: storedPin(row.pin),
    irregularAfterDays: row.irregular_after_days,
    lastRun: arrivals.at(-1)?.at ?? null,
  }
  const schedule = validSchedule(facts)
  const isLearned = row.learned !== null || facts.pin !== null
  const words =
    isLearned || row.not_watched === null ? scheduleInWords(facts) : `not expected (${row.not_watched})`
  return {
    jobId,
    zone,
    grace: graceOf(row, settings.missed_grace_minutes),
    irregularAfterDays: row.irregular_after_days,
    notWatched: row.not_watched,
    kind: isLearned || row.not_watched === null ? validKind(facts) : 'none',
    words,
    why:
      facts.pin?.kind === 'none'
        ? ['A person said that this job has no schedule.']
        : explainSchedule(schedule, zone.name),
    ...partsOf(schedule),
    pin:
      facts.pin && row.pinned_at !== null ? { pin: facts.pin, by: row.pinned_by, at: row.pinned_at } : null,
    learned: facts.pin
      ? {
          kind: facts.learned.kind,
          words: scheduleInWords({ ...facts, pin: null, irregularAfterDays: null }),
        }
      : null,
    learnedAt: row.learned_at,
    learnedFromRuns: row.learned_from_run_count ?? 0,
    judgedFrom: row.judged_from,
    judging: await judgingOf(db, jobId, now, row.judged_from),
    expected: (await readExpected(db, jobId, now, NEXT_SHOWN)).map(expectedOnTheWire),
    chart: { arrivals: chartPoints(arrivals, Date.parse(now)), bands: bandsOf(schedule) },
    maintenance: (await windowsOfJob(db, jobId, now)).map(windowOnTheWire),
    holidays: row.calendar_id === null ? null : { id: row.calendar_id, name: row.calendar_name ?? '' },
  }
}

/** The zone that counts for a job, and who says so. */
export function zoneOf(row: Pick<ScheduleRow, 'job_zone' | 'customer_zone'>, settings: string) {
  if (row.job_zone !== null) return { name: row.job_zone, from: 'job' as const }
  if (row.customer_zone !== null) return { name: row.customer_zone, from: 'customer' as const }
  return { name: settings, from: 'settings' as const }
}

/** The grace that counts for a job, and who says so. */
export function graceOf(row: Pick<ScheduleRow, 'job_grace' | 'customer_grace'>, settings: number) {
  if (row.job_grace !== null) return { minutes: row.job_grace, from: 'job' as const }
  if (row.customer_grace !== null) return { minutes: row.customer_grace, from: 'customer' as const }
  return { minutes: settings, from: 'settings' as const }
}

function partsOf(schedule: Schedule): Pick<JobSchedule, 'slots' | 'interval' | 'silenceHours'> {
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
    window: { from: timeOfDay(slot.window.from), to: timeOfDay(slot.window.to) },
    hits: slot.hits,
    opportunities: slot.opportunities,
    restsOn: slot.restsOn.slice(-ARRIVALS_NAMED).reverse().map(iso),
  }
}

function expectedOnTheWire(row: ExpectedRow): JobSchedule['expected'][number] {
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

function chartPoints(arrivals: readonly Arrival[], now: number): JobSchedule['chart']['arrivals'] {
  return arrivals
    .filter(({ at }) => at > now - CHART_DAYS * DAY)
    .slice(-CHART_POINTS)
    .map(({ at, wall }) => {
      const day = Math.floor(wall / DAY)
      return { at: iso(at), weekday: weekdayOf(day), minute: (wall - day * DAY) / MINUTE }
    })
}

function bandsOf(schedule: Schedule): JobSchedule['chart']['bands'] {
  if (!('slots' in schedule)) return []
  return schedule.slots.flatMap(({ on, minute, window }) =>
    'weekday' in on ? { weekday: on.weekday, minute, from: window.from, to: window.to } : [],
  )
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}
