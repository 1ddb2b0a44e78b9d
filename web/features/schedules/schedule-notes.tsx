import { Link } from '@tanstack/react-router'
import { Callout } from '../../ui/callout.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { MaintenanceNotes } from './maintenance-notes.tsx'
import type { JobSchedule } from './schedule.ts'

const NOT_WATCHED: Record<NonNullable<JobSchedule['notWatched']>, string> = {
  informational: 'Its reports only inform: none of them is missed when it does not come.',
  event: 'Its reports come when something happens, such as an alarm: none is expected, none is missed.',
  workstation: 'It is a workstation, which is off at times: none of its runs is missed.',
  archived: 'It is archived: it makes no runs, and none is missed.',
  'inactive customer': 'Its customer is inactive: nothing is raised.',
}

/** What has to be known before trusting the schedule: why nothing is raised, what is in the way, what waits. */
export function ScheduleNotes({ schedule }: { schedule: JobSchedule }) {
  const { notWatched, kind, pin, why, waitingMessageId } = schedule
  if (notWatched !== null)
    return (
      <Callout tone="info" title="Not watched">
        {NOT_WATCHED[notWatched]}
      </Callout>
    )
  return (
    <>
      {waitingMessageId !== null && (
        <Callout tone="warning" title="Report waiting in the Inbox">
          It probably is of this job, and holds its slot until somebody says so.{' '}
          <InlineLink>
            <Link to="/inbox" search={{ message: waitingMessageId }}>
              Open the report
            </Link>
          </InlineLink>
        </Callout>
      )}
      {(kind === 'learning' || kind === 'irregular') && !pin && (
        <Callout tone="info" title={kind === 'learning' ? 'Still learning' : 'No rhythm found'}>
          {why[0]}
        </Callout>
      )}
      {kind === 'none' && (
        <Callout tone="info" title="No schedule">
          {why[0] ?? 'Nothing is expected of this job.'}
        </Callout>
      )}
      <Judging schedule={schedule} />
      <MaintenanceNotes windows={schedule.maintenance} />
    </>
  )
}

/** Whether a missed run could be found out at present. */
function Judging({ schedule: { judging, zone, kind } }: { schedule: JobSchedule }) {
  const { because, notJudgedSince } = judging
  if (because === null || kind === 'none') return null
  if (notJudgedSince === null) return <Callout tone="info">{because}</Callout>
  return (
    <Callout
      tone="warning"
      title={
        <>
          Not judged since <Instant at={notJudgedSince} zone={zone.name} />
        </>
      }
    >
      {because}
    </Callout>
  )
}
