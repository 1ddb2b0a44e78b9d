import { Badge, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { InlineLink } from '../../ui/inline-link.tsx'
import { HealthSentence } from '../../ui/job-health.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { ArchivedNote } from './archived-note.tsx'
import { DayBar } from './day-bar.tsx'
import { JobActions } from './job-actions.tsx'
import { JobFacts } from './job-facts.tsx'
import { JobHistory } from './job-history.tsx'
import { JobIdentities } from './job-identities.tsx'
import classes from './job-page.module.css'
import type { Job, JobSearch } from './jobs-search.ts'
import { LeadToMerged } from './lead-to-merged.tsx'
import { MergedNote } from './merged-note.tsx'

interface JobPageProps {
  id: number
  search: JobSearch
  setSearch: SetSearch<JobSearch>
  paging: Paging
  /** What people noted about it. */
  alerts: ReactNode
  /** When its runs are expected. */
  schedule: ReactNode
}

/** One job: its health, its last four weeks, what it is known by, and every run. */
export function JobPage({ id, search, setSearch, paging, alerts, schedule }: JobPageProps) {
  const job = useQuery(api.jobs.get.queryOptions({ input: { id }, refetchInterval: 30_000 }))
  if (job.isError) return <ProblemPanel error={job.error} onRetry={() => void job.refetch()} />
  const { data } = job
  if (data?.mergedInto) return <LeadToMerged id={id} into={data.mergedInto.id} run={search.run} />
  return (
    <>
      {data ? <JobHeader job={data} /> : <Skeleton height={76} mb={16} />}
      <div className={classes.top}>
        {search.merged !== undefined && (
          <MergedNote
            id={search.merged}
            onClose={() => setSearch({ merged: undefined }, { replace: true })}
          />
        )}
        {data?.archivedAt && <ArchivedNote job={data} archivedAt={data.archivedAt} />}
        {data ? <DayBar days={data.days} /> : <Skeleton height={96} radius="lg" />}
        {alerts}
        {schedule}
        <JobIdentities jobId={id} />
        {data ? <JobFacts job={data} /> : <Skeleton height={180} radius="lg" />}
      </div>
      <JobHistory id={id} search={search} setSearch={setSearch} paging={paging} />
    </>
  )
}

function JobHeader({ job }: { job: Job }) {
  const { name, customer, software, type, host, informational, health } = job
  return (
    <PageHeader
      title={name}
      eyebrow={
        <InlineLink>
          <Link to="/jobs" search={{ customer_id: customer.id }}>
            {customer.name}
          </Link>
        </InlineLink>
      }
      lead={
        <span className={classes.lead}>
          <span>{[software, type, host].filter(Boolean).join(' · ')}</span>
          {informational ? (
            <Badge variant="default">informational</Badge>
          ) : (
            <span>
              <HealthSentence health={health} />
            </span>
          )}
        </span>
      }
      actions={<JobActions job={job} />}
    />
  )
}
