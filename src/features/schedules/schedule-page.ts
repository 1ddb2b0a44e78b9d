import type { JobSchedule } from '../../../contract/schedule-facts.ts'
import type { World } from '../../app/world.ts'
import { readArrivals } from '../../domain/schedule/arrivals.ts'
import { explainSchedule } from '../../domain/schedule/explain.ts'
import { scheduleInWords } from '../../domain/schedule/in-words.ts'
import { localClock } from '../../domain/schedule/local-clock.ts'
import type { Schedule } from '../../domain/schedule/schedule.ts'
import { validKind, validSchedule } from '../../domain/schedule/valid.ts'
import { notFound } from '../../platform/refusal.ts'
import { readSettings } from '../settings/index.ts'
import { readArrivalTimes } from './job-facts.queries.ts'
import { judgingOf } from './judging.ts'
import { windowsOfJob } from './maintenance.queries.ts'
import { windowOnTheWire } from './maintenance.ts'
import { bandsOf, chartPoints, expectedOnTheWire, partsOf } from './schedule.wire.ts'
import { readExpected, readSchedule } from './schedule-page.queries.ts'
import { storedPin, storedSchedule } from './stored-schedule.ts'
import { graceOf, zoneOf } from './zone-and-grace.ts'

const NEXT_SHOWN = 3
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
    waitingMessageId: row.waiting_message_id,
    chart: { arrivals: chartPoints(arrivals, Date.parse(now)), bands: bandsOf(schedule) },
    maintenance: (await windowsOfJob(db, jobId, now)).map(windowOnTheWire),
    holidays: row.calendar_id === null ? null : { id: row.calendar_id, name: row.calendar_name ?? '' },
  }
}
