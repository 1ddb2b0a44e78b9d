import { timeOfDay } from '../../lib/instants.ts'
import { Instant } from '../../ui/instant.tsx'
import { StatusIcon } from '../../ui/status-badge.tsx'
import classes from './expected-runs.module.css'
import type { JobSchedule } from './schedule.ts'

type Expected = JobSchedule['expected'][number]

const SHOWN = 4
const STATE_WORDS: Record<Expected['state'], string> = {
  open: 'its run may still come',
  waiting: 'a report that probably is its run waits in the Inbox',
  came: 'its run came',
  late: 'its run came late',
  missed: 'missed',
  excused: 'nothing is raised',
}
const STATE_STATUS = {
  open: 'expected',
  waiting: 'expected',
  came: 'success',
  late: 'warning',
  missed: 'missed',
  excused: 'excused',
} as const

/** The next run that is expected and whose window is not open yet. */
export function nextOf(expected: readonly Expected[], now: number): Expected | undefined {
  return expected.find(({ opensAt, state }) => Date.parse(opensAt) > now && state === 'open')
}

/** The runs whose window is open or that wait for their judgement, the newest first; undefined when there are none. */
export function ExpectedRuns({ schedule, now }: { schedule: JobSchedule; now: number }) {
  const due = schedule.expected.filter(({ opensAt }) => Date.parse(opensAt) <= now).toReversed()
  if (due.length === 0) return 'nothing'
  return (
    <ul className={classes.list}>
      {due.slice(0, SHOWN).map((one) => (
        <li key={one.slotAt} className={classes.run}>
          <StatusIcon status={STATE_STATUS[one.state]} />
          {isSilence(one, now) ? (
            <span>
              any run by <Instant at={one.deadlineAt} zone={schedule.zone.name} />, else it is missed
            </span>
          ) : (
            <span>
              <Instant at={one.slotAt} zone={schedule.zone.name} />: {wordsOf(one, now, schedule.zone.name)}
            </span>
          )}
        </li>
      ))}
      {due.length > SHOWN && <li>and {due.length - SHOWN} more</li>}
    </ul>
  )
}

/** A job without slots, of which any run will do and none is overdue. */
function isSilence({ kind, state, deadlineAt }: Expected, now: number): boolean {
  return kind === 'silence' && state === 'open' && Date.parse(deadlineAt) > now
}

function wordsOf(one: Expected, now: number, zone: string): string {
  if (one.excuse) return `${STATE_WORDS[one.state]} (${one.excuse})`
  if (one.state !== 'open') return STATE_WORDS[one.state]
  const deadline = timeOfDay(one.deadlineAt, zone)
  if (Date.parse(one.deadlineAt) > now) return `${STATE_WORDS.open}, until ${deadline}`
  return `no run by the deadline, ${deadline}; not judged yet`
}
