import { durationInWords, momentInWords } from './in-words.ts'
import type { Judged } from './missed.ts'
import type { DayRule, Interval, Schedule, Slot } from './schedule.ts'
import { comesNextDay, timeOfDay } from './slot-times.ts'
import { MINUTE } from './units.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const NTH = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', last: 'last' } as const
const ARRIVALS_NAMED = 5

/** What was learned about a job and what it rests on, a sentence for each slot; times are local. */
export function explainSchedule(schedule: Schedule, zone: string): string[] {
  switch (schedule.kind) {
    case 'weekly':
    case 'biweekly':
    case 'monthly':
      return schedule.slots.map((slot) => explainSlot(slot, zone))
    case 'interval':
      return [explainInterval(schedule.interval)]
    case 'irregular':
    case 'learning': {
      const why =
        schedule.kind === 'irregular'
          ? 'The runs follow no rhythm.'
          : 'There are too few runs yet to know when they come.'
      const rule = schedule.silence
        ? `A missed run is raised after ${durationInWords(schedule.silence.longest)} without any run; the last came ${momentInWords(schedule.silence.last, zone)}.`
        : 'No missed run is raised before there are five runs.'
      return [`${why} ${rule}`]
    }
  }
}

/** Why an expected run counts as what it does: the slot, its window, its deadline, and what came instead. */
export function explainJudged(judged: Judged, zone: string): string {
  const { at, opens, closes, deadline, outcome, arrival, slot } = judged
  const because = slot ? ` ${explainSlot(slot, zone)}` : ''
  const [from, to, end] = momentsInWords([opens, closes, deadline], zone)
  const came = arrival === null ? '' : ` on ${momentInWords(arrival, zone)}`
  return `Expected ${momentInWords(at, zone)} (in time from ${from} to ${to}, deadline ${end}): ${OUTCOMES[outcome]}${came}.${because}`
}

const OUTCOMES = {
  came: 'its run came',
  late: 'its run came after the deadline',
  missed: 'no run came in time',
  open: 'its run may still come',
}

function explainSlot(slot: Slot, zone: string): string {
  const when = `${daysInWords(slot.on)} at ${timeOfDay(slot.minute)}${comesNextDay(slot.minute) ? ' the next day' : ''}`
  if (slot.opportunities === 0)
    return `${when}, set by hand: in time from ${timeOfDay(slot.window.from)} to ${timeOfDay(slot.window.to)}.`
  const share = Math.round((100 * slot.hits) / Math.max(1, slot.opportunities))
  const window = `${timeOfDay(slot.window.from)} to ${timeOfDay(slot.window.to)}`
  const latest = momentsInWords(slot.restsOn.slice(-ARRIVALS_NAMED), zone)
  return `${when}: runs came on ${slot.hits} of ${slot.opportunities} dates (${share} %), usually from ${window}, last ${latest.join('; ')}.`
}

/** The days of a slot as people say them, such as "every second Tuesday of the month". */
export function daysInWords(on: DayRule): string {
  switch (on.every) {
    case 'week':
      return `Every ${WEEKDAYS[on.weekday - 1]}`
    case 'two-weeks':
      return `Every other ${WEEKDAYS[on.weekday - 1]}`
    case 'month':
      return on.monthday === 'last' ? 'Every last day of the month' : `Every month on day ${on.monthday}`
    case 'month-weekday':
      return `Every ${NTH[on.nth]} ${WEEKDAYS[on.weekday - 1]} of the month`
  }
}

function explainInterval({ every, hits, phase, pauses }: Interval): string {
  const anchor = phase === null ? '' : `, on the clock from ${timeOfDay(Math.round(phase / MINUTE))}`
  const resting = pauses.length === 0 ? '' : ', with pauses'
  return `Every ${durationInWords(every)}${anchor}${resting}: ${hits} runs.`
}

/** Several moments, the date said only where it is another than that of the moment before. */
function momentsInWords(instants: readonly number[], zone: string): string[] {
  const told = instants.map((instant) => momentInWords(instant, zone).split(', '))
  return told.map(([date, time], index) => (date === told[index - 1]?.[0] ? `${time}` : `${date}, ${time}`))
}
