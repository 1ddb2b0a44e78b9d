import type { z } from 'zod'
import type { holidayCalendarSchema } from '../../../../contract/schedule-facts.ts'

export type Calendar = z.infer<typeof holidayCalendarSchema>
