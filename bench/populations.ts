import type { CalendarDate } from '../src/domain/schedule/calendar.ts'
import type { SeededRandom } from './seeded-random.ts'

/** One job of a population: when it is due on a date (minutes after midnight) and how its runs stray from that. */
export type SimulatedPlan = {
  dueOn: (date: CalendarDate) => readonly number[]
  jitterMinutes: number
  /** The share of runs that come up to an hour late. */
  delayed?: number
}

export type Population = {
  name: string
  /** A job of it; `change` is the day (since 1970) on which something changes, where something does. */
  plan: (random: SeededRandom, change: number) => SimulatedPlan
  /** The share of due runs that are lost while the job is judged, and how many are lost in a row. */
  lossRate?: number
  lostInARow?: number
  /** How often a slot comes around; by default every week. */
  turn?: 'week' | 'two-weeks' | 'month' | 'interval'
  /** How far from its due time, in minutes, the finding of a lost run may stand. */
  withinMinutes?: number
  judgedDays?: number
  /** Runs are lost only so many days after the change: from the fifth hit of each slot on. */
  lostAfterChange?: number
  /** How many days one turn of the new rhythm takes, before which that it changed cannot be known. */
  daysOfTheTurn?: number
  /** Days after the change on which nothing runs and a holiday calendar says so. */
  holidayDays?: number
  /** Hours, from 20:00 of the change on, in which the source was broken: its reports arrive, and are judged, afterwards. */
  outageHours?: number
}

const every = (minutes: number, offset = 0) =>
  Array.from({ length: 1440 / minutes }, (_, turn) => turn * minutes + offset)
const evening = (random: SeededRandom) => 18 * 60 + random.below(11 * 60)
const jitterUpTo = (random: SeededRandom, most: number) => 1 + random.below(most)
const onWeekdays = ({ weekday }: CalendarDate) => weekday < 6

/** The populations of jobs that the rules are tried on, with what is really due. */
export const POPULATIONS: readonly Population[] = [
  {
    name: 'nightly, jitter up to 15 min, some an hour late',
    plan: (random) => fixed([evening(random)], jitterUpTo(random, 15), 0.05),
  },
  {
    name: 'nightly, jitter up to 60 min',
    plan: (random) => fixed([evening(random)], jitterUpTo(random, 60)),
  },
  {
    name: 'nightly, jitter up to 180 min',
    plan: (random) => fixed([evening(random)], jitterUpTo(random, 180)),
  },
  { name: 'nightly around midnight', plan: (random) => fixed([1425], 5 + random.below(25)) },
  {
    name: 'nightly in the hours that the clock changes',
    plan: (random) => fixed([100 + random.below(110)], 10),
  },
  {
    name: 'on weekdays',
    plan: (random) => {
      const start = evening(random)
      return { dueOn: (date) => (onWeekdays(date) ? [start] : []), jitterMinutes: jitterUpTo(random, 30) }
    },
  },
  {
    name: 'twice a day',
    plan: (random) => {
      const start = 6 * 60 + random.below(180)
      return fixed([start, start + 12 * 60], jitterUpTo(random, 45))
    },
  },
  {
    name: 'every four hours',
    turn: 'interval',
    plan: (random) => fixed(every(240, random.below(60)), jitterUpTo(random, 30)),
    withinMinutes: 120,
    judgedDays: 21,
  },
  {
    name: 'every hour',
    turn: 'interval',
    plan: (random) => fixed(every(60, random.below(40)), jitterUpTo(random, 15)),
    withinMinutes: 35,
    judgedDays: 10,
    lossRate: 0.02,
  },
  {
    name: 'every 15 minutes (four lost in a row)',
    turn: 'interval',
    plan: (random) => fixed(every(15), 1 + random.below(3)),
    withinMinutes: 45,
    judgedDays: 5,
    lossRate: 0.006,
    lostInARow: 4,
  },
  {
    name: 'weekly',
    plan: (random) => {
      const [start, day] = [evening(random), 1 + random.below(7)]
      return {
        dueOn: ({ weekday }) => (weekday === day ? [start] : []),
        jitterMinutes: jitterUpTo(random, 60),
      }
    },
    judgedDays: 120,
    lossRate: 0.06,
  },
  {
    name: 'every two weeks',
    turn: 'two-weeks',
    plan: (random) => {
      const [start, from] = [evening(random), random.below(14)]
      return { dueOn: ({ day }) => (day % 14 === from ? [start] : []), jitterMinutes: jitterUpTo(random, 60) }
    },
    judgedDays: 120,
    lossRate: 0.08,
  },
  {
    name: 'monthly by date',
    turn: 'month',
    plan: (random) => {
      const [start, date] = [evening(random), 1 + random.below(28)]
      return {
        dueOn: ({ monthday }) => (monthday === date ? [start] : []),
        jitterMinutes: jitterUpTo(random, 60),
      }
    },
    judgedDays: 150,
    lossRate: 0.15,
  },
  {
    name: 'monthly on the last day',
    turn: 'month',
    plan: (random) => {
      const start = evening(random)
      return {
        dueOn: ({ monthday, daysInMonth }) => (monthday === daysInMonth ? [start] : []),
        jitterMinutes: jitterUpTo(random, 60),
      }
    },
    judgedDays: 150,
    lossRate: 0.15,
  },
  {
    name: 'monthly on the nth weekday',
    turn: 'month',
    plan: (random) => {
      const [start, day, nth] = [evening(random), 1 + random.below(7), 1 + random.below(4)]
      return {
        dueOn: ({ weekday, monthday }) => (weekday === day && Math.ceil(monthday / 7) === nth ? [start] : []),
        jitterMinutes: jitterUpTo(random, 60),
      }
    },
    judgedDays: 150,
    lossRate: 0.15,
  },
  {
    name: 'takes two minutes longer every day',
    plan: (random, change) => {
      const start = evening(random) - 240
      return { dueOn: ({ day }) => [start + 2 * (day - change + 90)], jitterMinutes: 8 }
    },
  },
  {
    name: 'time changes by hours',
    plan: (random, change) => {
      const [before, after] = [20 * 60 + random.below(60), 25 * 60 + random.below(180)]
      return { dueOn: ({ day }) => [day < change ? before : after], jitterMinutes: jitterUpTo(random, 20) }
    },
    lostAfterChange: 5,
  },
  {
    name: 'nightly becomes weekdays',
    daysOfTheTurn: 7,
    plan: (random, change) => {
      const start = evening(random)
      return {
        dueOn: (date) => (onWeekdays(date) || date.day < change ? [start] : []),
        jitterMinutes: jitterUpTo(random, 20),
      }
    },
  },
  {
    name: 'weekdays become nightly',
    plan: (random, change) => {
      const start = evening(random)
      return {
        dueOn: (date) => (onWeekdays(date) || date.day >= change ? [start] : []),
        jitterMinutes: jitterUpTo(random, 20),
      }
    },
    lostAfterChange: 36,
  },
  {
    name: 'two weeks of holidays, with the calendar',
    plan: (random) => fixed([evening(random)], jitterUpTo(random, 20)),
    holidayDays: 14,
  },
  {
    name: 'twelve hours of outage, with the incident',
    plan: (random) => fixed([evening(random)], jitterUpTo(random, 20)),
    outageHours: 12,
  },
]

function fixed(minutes: readonly number[], jitterMinutes: number, delayed = 0): SimulatedPlan {
  return { dueOn: () => minutes, jitterMinutes, delayed }
}
