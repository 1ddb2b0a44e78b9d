import type { JobSchedule } from '../../../contract/schedule-facts.ts'

export type { JobSchedule } from '../../../contract/schedule-facts.ts'
export type Slot = JobSchedule['slots'][number]
export type Maintenance = JobSchedule['maintenance'][number]

export const SCHEDULE_VIEWS = ['month', 'slots'] as const

/** What the URL says about the panel: which picture is shown (the week without one), and of which month. */
export interface ScheduleSearch {
  schedule?: (typeof SCHEDULE_VIEWS)[number] | undefined
  month?: string | undefined
}

export const KIND_WORDS: Record<JobSchedule['kind'], string> = {
  weekly: 'Weekly',
  biweekly: 'Every two weeks',
  monthly: 'Monthly',
  interval: 'At an interval',
  irregular: 'Irregular',
  learning: 'Learning',
  none: 'No schedule',
}

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

export const ORIGIN_WORDS = {
  job: 'of this job',
  customer: 'of the customer',
  settings: 'as in the settings',
} as const
