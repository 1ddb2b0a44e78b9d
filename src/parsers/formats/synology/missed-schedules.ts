import { findDate } from '../../support/dates-calendar.ts'
import { compilePhrases, findPhrase, foldWords } from '../../support/words.ts'
import type { Frame } from './frame.ts'

/** What the mail about tasks that did not start at their time says; only the English words are known to be near the vendor's. */
export type MissedSchedules = { wording: string; tasks: string[] }

const MISSED = compilePhrases([
  {
    says: true,
    phrases: [
      ...['missed schedule', 'missed schedules', 'missed their schedule', 'missed its schedule'],
      ...['missed their schedules', 'missed their scheduled time', 'missed its scheduled time'],
      ...['missed the schedule', 'missed the scheduled time', 'scheduled backup task missed'],
      ...['scheduled backup tasks missed', 'schedule was missed', 'schedules were missed'],
      ...['scheduled backup tasks were missed', 'scheduled backup task was missed'],
      ...['planning gemist', 'schema gemist', 'zeitplan verpasst', 'planification manquée'],
    ],
  },
])

/** Reads the list of tasks below the sentence, one a line; null for any other mail, or when it lists none. */
export function readMissedSchedules(frame: Frame): MissedSchedules | null {
  const at = frame.lines.slice(0, 10).findIndex((line) => findPhrase(line.slice(0, 300), MISSED))
  const subject = findPhrase(frame.subject, MISSED) ? frame.subject : null
  const wording = subject ?? frame.lines[at]
  if (wording === undefined) return null
  const below = frame.lines.slice(at < 0 ? 1 : at + 1).filter((line) => line !== '')
  const tasks = below
    .slice(0, MAX_TASKS)
    .map(taskIn)
    .filter((task) => task !== null)
  return tasks.length > 0 ? { wording: wording.slice(0, 300), tasks: [...new Set(tasks)] } : null
}

const MAX_TASKS = 500
/** A line of the list, without the time at which the task should have run; a sentence, such as the hint where to look, is none. */
function taskIn(line: string): string | null {
  const text = line.replace(/^[-*•\s]{1,5}/, '').slice(0, 300)
  const date = findDate(foldWords(text), null)
  const name = date ? text.slice(0, date.before.length).replace(/[\s:,;(–-]{1,5}$/, '') : text.trim()
  return name === '' || (!date && /[.!?:]$/.test(name)) ? null : name
}
