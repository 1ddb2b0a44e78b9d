import { Button, Group, Skeleton } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirmDanger } from '../../ui/confirm-danger.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import classes from './missed-note.module.css'
import { type MissedRun, MissedSlots } from './missed-slots.tsx'
import type { Run } from './run.ts'

/** Why a run counts as missed: which slots, by when, and on what the expectation rests. */
export function MissedNote({ run }: { run: Run }) {
  const missed = useQuery(api.schedules.missedRun.queryOptions({ input: { runId: run.id } }))
  if (missed.isError) return <ProblemPanel error={missed.error} onRetry={() => void missed.refetch()} />
  if (!missed.data) return <Skeleton height={150} my={14} radius="md" />
  const { summary, lateRun, suggestArchive, inARow, jobs } = missed.data
  return (
    <div className={classes.root}>
      <p className={classes.summary}>{summary}</p>
      {lateRun && (
        <Callout tone="good" title="Arrived late">
          Its report came <Instant at={lateRun.runAt} />, after the deadline: this run stays missed and has
          left the queue.{' '}
          <InlineLink>
            <Link to="/jobs/$jobId" params={{ jobId: String(run.jobId) }} search={{ run: lateRun.id }}>
              Open the late run
            </Link>
          </InlineLink>
        </Callout>
      )}
      {suggestArchive && <GoneJob job={run.job} inARow={inARow} />}
      {jobs > 1 && (
        <Callout tone="info">
          One report carries {countOf(jobs, 'job')}; it stayed away, and this is the one finding about all of
          them.
        </Callout>
      )}
      <MissedSlots missed={missed.data} />
      <InlineLink>
        <Link to="/jobs/$jobId" params={{ jobId: String(run.jobId) }}>
          Schedule of this job
        </Link>
      </InlineLink>
    </div>
  )
}

/** So many misses in a row say that the job may be gone. */
function GoneJob({ job, inARow }: { job: Run['job']; inARow: MissedRun['inARow'] }) {
  const mayArchive = useMay(contract.jobs.archive)
  const [done, setDone] = useState(false)
  const archive = useMutation(
    api.jobs.archive.mutationOptions({
      onSuccess: () => {
        setDone(true)
        notifyDone(`${job.name} is archived`)
      },
    }),
  )
  const ask = () =>
    confirmDanger({
      title: `Archive ${job.name}?`,
      body: 'It leaves the lists and makes no more runs. Reports that come are kept aside, and an administrator can bring it back.',
      verb: 'Archive',
      onConfirm: () => archive.mutate({ id: job.id }),
    })
  return (
    <Callout tone="warning" title={`Missed ${inARow} times in a row; archive the job?`}>
      <Group gap="xs" justify="space-between">
        <span>If these backups have ended, archive the job: nothing is expected of it any more.</span>
        {mayArchive && !done && (
          <Button size="compact-sm" variant="default" loading={archive.isPending} onClick={ask}>
            Archive the job
          </Button>
        )}
      </Group>
    </Callout>
  )
}
