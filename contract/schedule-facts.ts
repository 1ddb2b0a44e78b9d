import { z } from 'zod'
import { customerRef, idSchema, instantSchema, jobRef, statusSchema } from './base.ts'

/** A calendar day as YYYY-MM-DD. */
export const daySchema = z.iso.date()
/** A local time of day as HH:MM. */
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written as HH:MM')
/** Monday = 1 … Sunday = 7. */
const weekdaySchema = z.number().int().min(1).max(7)

/** The days on which a slot falls. */
export const daysOfSlotSchema = z.discriminatedUnion('every', [
  z.object({ every: z.literal('week'), weekday: weekdaySchema }),
  /** `from` is any one day on which it falls. */
  z.object({ every: z.literal('two-weeks'), from: daySchema }),
  z.object({
    every: z.literal('month'),
    monthday: z.union([z.number().int().min(1).max(31), z.literal('last')]),
  }),
  z.object({
    every: z.literal('month-weekday'),
    weekday: weekdaySchema,
    nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('last')]),
  }),
])

/** A schedule set by hand: days and times, or that there is none. */
export const pinSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('slots'),
    slots: z
      .array(
        z.object({
          days: daysOfSlotSchema,
          time: timeSchema,
          /** The window in which the run counts as in time; the grace comes after it. */
          minutesBefore: z.number().int().min(0).max(720).default(30),
          minutesAfter: z.number().int().min(0).max(1440).default(60),
        }),
      )
      .min(1)
      .max(50),
  }),
])
export type Pin = z.infer<typeof pinSchema>

export const scheduleKindSchema = z.enum([
  'weekly',
  'biweekly',
  'monthly',
  'interval',
  'irregular',
  'learning',
  'none',
])

export const slotSchema = z.object({
  days: daysOfSlotSchema,
  /** "Every second Tuesday of the month". */
  daysInWords: z.string(),
  time: timeSchema,
  /** The run comes at that time of the day after: in the night that follows. */
  nextDay: z.boolean(),
  window: z.object({ from: timeSchema, to: timeSchema }),
  /** On how many of its dates a run came; both 0 for a slot set by hand. */
  hits: z.number().int(),
  opportunities: z.number().int(),
  /** The arrivals it rests on, the newest first, at most twenty. */
  restsOn: z.array(instantSchema),
})

/** Why nothing is expected of a job, whatever its reports say. */
export const notWatchedSchema = z.enum([
  'informational',
  'event',
  'workstation',
  'archived',
  'inactive customer',
])

/**
 * What became of a slot: not due yet or not judged (open), a report that probably is its run waits in the Inbox (waiting), its
 * run came in time or late, none came (missed), or nothing is raised for it (excused: maintenance, holiday).
 */
export const slotStateSchema = z.enum(['open', 'waiting', 'came', 'late', 'missed', 'excused'])

export const expectedRunSchema = z.object({
  slotAt: instantSchema,
  opensAt: instantSchema,
  closesAt: instantSchema,
  deadlineAt: instantSchema,
  /** A silence is over with any run. */
  kind: z.enum(['slot', 'silence']),
  state: slotStateSchema,
  arrivedAt: instantSchema.nullable(),
  /** Source down: a listener was not up in the whole window, and nothing can be said about it. */
  excuse: z.enum(['maintenance', 'holiday', 'source down']).nullable(),
})

const origin = z.enum(['job', 'customer', 'settings'])

/** Whether a missed run can be found out at all: only after a complete import of the job's source. */
export const judgingSchema = z.object({
  source: z.object({ id: idSchema, name: z.string(), kind: z.string() }).nullable(),
  /** Everything that was due until then has been, or can be, judged. */
  until: instantSchema.nullable(),
  /** Set when slots wait for their judgement: "not judged since …". */
  notJudgedSince: instantSchema.nullable(),
  /** What has to happen first, in a sentence; null when nothing is in the way. */
  because: z.string().nullable(),
})

export const maintenanceSchema = z.object({
  id: idSchema,
  job: jobRef.nullable(),
  customer: customerRef.nullable(),
  startsAt: instantSchema,
  endsAt: instantSchema,
  reason: z.string(),
  by: z.string().nullable(),
})

export const jobScheduleSchema = z.object({
  jobId: idSchema,
  zone: z.object({ name: z.string(), from: origin }),
  grace: z.object({ minutes: z.number().int(), from: origin }),
  /** "No run for N days", set by hand for a job without slots. */
  irregularAfterDays: z.number().int().nullable(),
  notWatched: notWatchedSchema.nullable(),
  kind: scheduleKindSchema,
  /** "Mon–Fri 22:00". */
  words: z.string(),
  /** Why: a sentence for each slot, with what it rests on. */
  why: z.array(z.string()),
  slots: z.array(slotSchema),
  interval: z
    .object({
      everyMinutes: z.number().int(),
      hits: z.number().int(),
      /** Whether it pauses at times that repeat. */
      rests: z.boolean(),
    })
    .nullable(),
  /** Of a job without slots: the longest silence that is no finding yet. */
  silenceHours: z.number().nullable(),
  pin: z.object({ pin: pinSchema, by: z.string().nullable(), at: instantSchema }).nullable(),
  /** What the reports say, while a pin wins over it. */
  learned: z.object({ kind: scheduleKindSchema, words: z.string() }).nullable(),
  learnedAt: instantSchema.nullable(),
  learnedFromRuns: z.number().int(),
  /** No slot before this is ever raised. */
  judgedFrom: instantSchema.nullable(),
  judging: judgingSchema,
  /** Slots whose window is open or that wait for their judgement, then the next three. */
  expected: z.array(expectedRunSchema),
  /** The newest report in the Inbox that probably is of this job. */
  waitingMessageId: idSchema.nullable(),
  /** For a chart of weekday × time of day; minutes count from local midnight of the weekday and may go on beyond 1440. */
  chart: z.object({
    arrivals: z.array(z.object({ at: instantSchema, weekday: weekdaySchema, minute: z.number() })),
    bands: z.array(
      z.object({ weekday: weekdaySchema, minute: z.number(), from: z.number(), to: z.number() }),
    ),
  }),
  maintenance: z.array(maintenanceSchema),
  holidays: z.object({ id: idSchema, name: z.string() }).nullable(),
})
export type JobSchedule = z.infer<typeof jobScheduleSchema>

/** A report in the Inbox that probably is the run of a slot, which therefore is not missed yet. */
export const waitingReportSchema = z.object({
  job: jobRef,
  slotAt: instantSchema,
  deadlineAt: instantSchema,
  messageId: idSchema,
  receivedAt: instantSchema,
  status: statusSchema,
})

/** A source that nobody imports by itself, and how many jobs have a run due that cannot be called missed for that reason. */
export const unjudgedSourceSchema = z.object({
  source: z.object({ id: idSchema, name: z.string(), kind: z.string() }),
  because: z.enum(['by hand', 'disabled']),
  jobs: z.number().int(),
  /** Until when everything was judged; null when it never was. */
  since: instantSchema.nullable(),
})

/** A slot that was raised, with the sentence that says why. */
export const raisedSlotSchema = z.object({
  job: jobRef,
  slotAt: instantSchema,
  opensAt: instantSchema.nullable(),
  closesAt: instantSchema,
  deadlineAt: instantSchema,
  raisedAt: instantSchema,
  withdrawnAt: instantSchema.nullable(),
  inARow: z.number().int(),
  why: z.string(),
})

export const missedRunSchema = z.object({
  runId: idSchema,
  job: jobRef,
  /** "Missed 6 times since 5 November, 22:00". */
  summary: z.string(),
  since: instantSchema,
  /** How many slots this row stands for. */
  count: z.number().int(),
  /** How many in a row without any run between, this row's last one included; more than count after a review. */
  inARow: z.number().int(),
  /** So many in a row that the job may be gone. */
  suggestArchive: z.boolean(),
  lateRun: z.object({ id: idSchema, runAt: instantSchema }).nullable(),
  /** More than one job: one report that carries all of them stayed away. */
  jobs: z.number().int(),
  slots: z.array(raisedSlotSchema),
})

export const replaySchema = z.object({
  /** From when on the history was judged: ninety days at most, less for a job with very many runs. */
  since: instantSchema,
  expected: z.number().int(),
  truly: z.array(instantSchema),
  falsely: z.array(instantSchema),
  /** "In 90 days these rules would have raised 2 missed runs: 2 true, 0 false." */
  summary: z.string(),
})

/** A day of the month view. */
export const monthDaySchema = z.object({
  day: daySchema,
  /** The worst of the day; expected while nothing came yet, null when nothing was expected and nothing came. */
  status: z.enum(['success', 'warning', 'failed', 'missed', 'expected', 'excused']).nullable(),
  expected: z.number().int(),
  came: z.number().int(),
  late: z.number().int(),
  missed: z.number().int(),
  excused: z.number().int(),
  runs: z.number().int(),
  holiday: z.string().nullable(),
})

export const holidayCalendarSchema = z.object({
  id: idSchema,
  name: z.string(),
  holidays: z.array(z.object({ firstDay: daySchema, lastDay: daySchema, name: z.string() })),
  /** The customers that have it. */
  customers: z.array(customerRef),
})
