import type { ReactNode } from 'react'
import { number } from '../../lib/amounts.ts'
import { minutesInWords } from '../../lib/instants.ts'
import { useNow } from '../../lib/use-now.ts'
import { Facts } from '../../ui/facts.tsx'
import { Instant, TimeAgo } from '../../ui/instant.tsx'
import { ExpectedRuns, nextOf } from './expected-runs.tsx'
import { type JobSchedule, KIND_WORDS, ORIGIN_WORDS } from './schedule.ts'

/** The figures of a schedule: kind, what is due now, what comes next and by when, and the rules that hold. */
export function ScheduleFacts({ schedule }: { schedule: JobSchedule }) {
  const { zone, grace, irregularAfterDays, silenceHours, learned, holidays, judging, notWatched } = schedule
  const now = useNow()
  const next = nextOf(schedule.expected, now)
  const isWatched = notWatched === null
  return (
    <Facts
      items={[
        ['Kind', <Kind key="kind" schedule={schedule} />],
        ['Due now', isWatched && <ExpectedRuns schedule={schedule} now={now} />],
        ['Next expected', isWatched && next && <Instant at={next.slotAt} zone={zone.name} />],
        ['Deadline', isWatched && next && <Instant at={next.deadlineAt} zone={zone.name} />],
        [
          'Missed after',
          isWatched && silenceHours !== null && `${number(Math.round(silenceHours))} hours without a run`,
        ],
        [
          'Own rule',
          irregularAfterDays !== null && `missed after ${number(irregularAfterDays)} days without a run`,
        ],
        ['Grace', `${minutesInWords(grace.minutes)}, ${ORIGIN_WORDS[grace.from]}`],
        ['Time zone', `${zone.name}, ${ORIGIN_WORDS[zone.from]}`],
        ['Holidays', holidays?.name],
        ['Reports say', learned?.words],
        ['Judged until', isWatched && judging.until && <JudgedUntil schedule={schedule} />],
      ]}
    />
  )
}

function Kind({ schedule }: { schedule: JobSchedule }): ReactNode {
  const { kind, pin, learnedFromRuns, learnedAt } = schedule
  const word = KIND_WORDS[kind]
  if (pin)
    return (
      <>
        {word}, set by hand by {pin.by ?? 'somebody'} <TimeAgo at={pin.at} />
      </>
    )
  if (!learnedAt) return word
  if (kind === 'learning') return `${word}, ${number(learnedFromRuns)} runs so far`
  return (
    <>
      {word}, learned from {number(learnedFromRuns)} runs
    </>
  )
}

function JudgedUntil({ schedule: { judging, zone } }: { schedule: JobSchedule }) {
  return (
    <>
      {judging.until && <Instant at={judging.until} zone={zone.name} />}
      {judging.source && `, by ${judging.source.name}`}
    </>
  )
}
