import { Badge, Button, Skeleton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArchive, IconPencil } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { confirmDanger } from '../../ui/confirm-danger.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { HealthSentence } from '../../ui/job-health.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { ArchivedNote } from './archived-note.tsx'
import { DayBar } from './day-bar.tsx'
import { EditJob } from './edit-job.tsx'
import { JobFacts } from './job-facts.tsx'
import { JobHistory } from './job-history.tsx'
import classes from './job-page.module.css'
import type { Job, JobSearch } from './jobs-search.ts'

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
  return (
    <>
      {data ? <JobHeader job={data} /> : <Skeleton height={76} mb={16} />}
      <div className={classes.top}>
        {data?.archivedAt && <ArchivedNote job={data} archivedAt={data.archivedAt} />}
        {data ? <DayBar days={data.days} /> : <Skeleton height={96} radius="lg" />}
        {alerts}
        {schedule}
        {data ? <JobFacts job={data} /> : <Skeleton height={180} radius="lg" />}
      </div>
      <JobHistory id={id} search={search} setSearch={setSearch} paging={paging} />
    </>
  )
}

function JobHeader({ job }: { job: Job }) {
  const { id, name, customer, software, type, host, informational, archivedAt, health } = job
  const [editing, edit] = useDisclosure(false)
  const mayChange = useMay(contract.jobs.update)
  const archive = useMutation(
    api.jobs.archive.mutationOptions({ onSuccess: () => notifyDone(`${name} is archived`) }),
  )
  const askArchive = () =>
    confirmDanger({
      title: `Archive ${name}?`,
      body: 'It leaves the lists and makes no more runs. Reports that come are kept aside, and an administrator can bring it back.',
      verb: 'Archive',
      onConfirm: () => archive.mutate({ id }),
    })
  return (
    <>
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
        actions={
          mayChange && (
            <>
              <Button variant="default" leftSection={<IconPencil size={16} />} onClick={edit.open}>
                Edit
              </Button>
              {!archivedAt && (
                <Button
                  variant="default"
                  leftSection={<IconArchive size={16} />}
                  loading={archive.isPending}
                  onClick={askArchive}
                >
                  Archive
                </Button>
              )}
            </>
          )
        }
      />
      {editing && <EditJob job={job} onClose={edit.close} />}
    </>
  )
}
