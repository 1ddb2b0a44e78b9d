import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { isTimeZone } from '../domain/local-time.ts'
import { readArrivals } from '../domain/schedule/arrivals.ts'
import { DEFAULT_GRACE } from '../domain/schedule/expectation.ts'
import { explainJudged, explainSchedule } from '../domain/schedule/explain.ts'
import { infer } from '../domain/schedule/infer.ts'
import { localClock } from '../domain/schedule/local-clock.ts'
import { type Judged, judge } from '../domain/schedule/missed.ts'
import { nextExpected } from '../domain/schedule/next.ts'
import { printedSlots } from '../domain/schedule/printed-slots.ts'
import { replay } from '../domain/schedule/replay.ts'
import type { Schedule } from '../domain/schedule/schedule.ts'
import { WEEK } from '../domain/schedule/units.ts'

const USAGE = `Usage: backupchecks schedule infer --runs FILE --now INSTANT --tz ZONE [--from INSTANT] [--json]
FILE holds a JSON array of the instants at which the runs of one job arrived, such as ["2026-03-02T21:03:00Z"].`

const EXPECTED_SHOWN = 3

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch {
    context.addIssue({ code: 'custom', message: `"${text}" is not an ISO instant` })
    return z.NEVER
  }
})
const runsFile = z.array(instant)
const request = z
  .object({
    runs: z.string(),
    now: instant,
    tz: z.string().refine(isTimeZone, { error: ({ input }) => `"${input}" is not a time zone` }),
    from: instant.optional(),
    json: z.boolean().default(false),
  })
  .refine(({ now, from = now }) => from <= now, { path: ['from'], error: '--from lies after --now' })
type Request = z.infer<typeof request>

/** `backupchecks schedule infer`: what the arrivals of one job say about when its runs come, without a database. */
export async function scheduleCommand(argv: readonly string[]): Promise<number> {
  const asked = readRequest(argv)
  if (typeof asked === 'string') {
    console.error(`${asked}\n${USAGE}`)
    return 2
  }
  const { now, tz, from = now - WEEK, json } = asked
  const clock = localClock(tz)
  const arrivals = readArrivals(await readRuns(asked.runs), clock)
  const schedule = infer(arrivals, now)
  const next = nextExpected(schedule, { clock, now, count: EXPECTED_SHOWN })
  const judged = judge(arrivals, { clock, from, now, grace: DEFAULT_GRACE })
  if (json) {
    console.log(JSON.stringify(printed(schedule, next, judged)))
    return 0
  }
  const { judged: count, truly, falsely } = replay(arrivals, { clock, now, grace: DEFAULT_GRACE })
  for (const line of explainSchedule(schedule, tz)) console.log(line)
  for (const one of judged.filter(({ outcome }) => outcome !== 'came')) console.log(explainJudged(one, tz))
  console.log(
    `Over its whole history ${count} runs were expected; ${truly.length} would have been raised as missed rightly and ${falsely.length} falsely.`,
  )
  return 0
}

function readRequest(argv: readonly string[]): Request | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        runs: { type: 'string' },
        now: { type: 'string' },
        tz: { type: 'string' },
        from: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    if (positionals.join(' ') !== 'infer') return 'The one thing to do with a schedule is to infer it.'
    const { data, error } = request.safeParse(values)
    return data ?? z.prettifyError(error)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const SHOWN_PROBLEMS = 3
const UNREADABLE: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'it may not be read',
}

async function readRuns(file: string): Promise<number[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file}: ${UNREADABLE[error.code ?? ''] ?? error.message}`)
  })
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw new Error(`${file} is not JSON; it should hold an array of ISO instants.`)
  }
  const { data, error } = runsFile.safeParse(content)
  if (!data) throw new Error(`${file}: ${problemsOf(error)}`)
  return data
}

function problemsOf({ issues }: z.ZodError): string {
  const first = issues.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => {
    const [index] = path
    return typeof index === 'number' ? `run ${index + 1}: ${message}` : message
  })
  const more = issues.length > SHOWN_PROBLEMS ? [`and ${issues.length - SHOWN_PROBLEMS} more`] : []
  return [...first, ...more].join('; ')
}

function printed(schedule: Schedule, next: readonly number[], judged: readonly Judged[]) {
  const instantsOf = (outcome: Judged['outcome']) =>
    judged.filter((one) => one.outcome === outcome).map((one) => iso(one.at))
  return {
    kind: schedule.kind,
    slots: printedSlots(schedule),
    next: next.map(iso),
    missed: instantsOf('missed'),
    late: instantsOf('late'),
  }
}

function iso(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toString()
}
