import { parseLocalDateTime } from '../../support/dates.ts'
import { parseBytes } from '../../support/sizes.ts'

export type Task = {
  name: string
  /** How many errors its last line counts; null when the log ends before. */
  errors: number | null
  /** The vendor's words about the end, `Errors: 0`, else the words at the task's start. */
  printed: string
  startedAt: string | null
  endedAt: string | null
  bytes: number | null
  /** The lines of the log that are marked as errors. */
  troubles: string[]
}

/** What a log is made of: the start of a task, its end with the count of errors, and a line marked as an error. */
const EVENT = new RegExp(
  [
    /\*\*\s?(?<begin>(?:backing\sup\sthe\stask|backup\sfor\stask|respaldando\sla\starea)\s"(?<begun>[^"\n]{1,255})")/,
    /\*\*\s?(?:backup\sdone\sfor\sthe\stask|respaldo\sterminado\spara\sla\starea)\s"(?<done>[^"\n]{1,255})"\.?\s(?<count>(?:errors|errores)\s?:\s?(?<errors>\d{1,9}))/,
    /\berr\s{1,4}(?<trouble>\d{4}-\d\d-\d\d[^\n]{1,500}?)(?=\s(?:err\s{1,4})?\d{4}-\d\d-\d\d|\n|$)/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
)
const SIZE = /\b(?:total size|tamaño total)\s?:\s?([^*]{1,40})/i
const MAX_TASKS = 500
const MAX_TROUBLES = 30

/** The tasks of a log in order, one each: of a task that ran twice, the worse run. Line ends may be lost or added. */
export function readTasks(text: string): Task[] {
  const tasks = new Map<string, Task>()
  let open: Task | null = null
  for (const match of text.matchAll(EVENT)) {
    const { begun, begin = '', done, count = '', errors, trouble } = match.groups ?? {}
    const at = timeBefore(text, match.index)
    if (begun) {
      keep(tasks, open)
      open = taskOf(begun, onOneLine(begin), at)
    } else if (done) {
      const task: Task = open?.name === done ? open : taskOf(done, count, null)
      const bytes = sizeAfter(text, match.index + match[0].length)
      keep(tasks, { ...task, errors: Number(errors), printed: onOneLine(count), endedAt: at, bytes })
      if (open?.name === done) open = null
    } else if (trouble && open && open.troubles.length < MAX_TROUBLES) {
      open.troubles.push(trouble.trim())
    }
  }
  keep(tasks, open)
  return [...tasks.values()].slice(0, MAX_TASKS)
}

function keep(tasks: Map<string, Task>, task: Task | null): void {
  if (!task) return
  const known = tasks.get(task.name)
  if (!known || badness(task) >= badness(known)) tasks.set(task.name, task)
}

/** An unfinished task is as bad as one with an error. */
function badness(task: Task): number {
  return (task.errors ?? 1) + task.troubles.length
}

function taskOf(name: string, printed: string, startedAt: string | null): Task {
  return { name, errors: null, printed, startedAt, endedAt: null, bytes: null, troubles: [] }
}

function onOneLine(words: string): string {
  return words.replace(/\s+/g, ' ')
}

/** The time in front of an event, `2026-11-10 01:00 ** …` */
function timeBefore(text: string, index: number): string | null {
  const before = text.slice(Math.max(0, index - 24), index)
  const time = /\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?(?=\s{1,3}$)/.exec(before)?.[0]
  return time ? parseLocalDateTime(time, null) : null
}

/** The total in what follows the count of errors, up to the asterisks that end the line. */
function sizeAfter(text: string, index: number): number | null {
  const rest = text.slice(index, index + 400).split('**', 1)[0] ?? ''
  return parseBytes(SIZE.exec(rest)?.[1] ?? '')
}
