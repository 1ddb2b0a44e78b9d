import { Link } from '@tanstack/react-router'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import type { DailyJob } from './daily-search.ts'

const WORDS: Partial<Record<DailyJob['status'], string>> = {
  expected: 'It may still come.',
  missed: 'It is missed.',
  excused: 'Nothing is raised: a holiday or maintenance.',
}

/** What there is to say about a job of which no run came on the day. */
export function NothingCame({ job }: { job: DailyJob | null }) {
  return (
    <>
      {job?.expectedAt && (
        <>
          A run is expected <Instant at={job.expectedAt} /> ({job.schedule}). {WORDS[job.status]}{' '}
        </>
      )}
      {!job && 'The job was neither expected nor ran. '}
      {job && (
        <InlineLink>
          <Link to="/jobs/$jobId" params={{ jobId: String(job.id) }}>
            Schedule of this job
          </Link>
        </InlineLink>
      )}
    </>
  )
}
