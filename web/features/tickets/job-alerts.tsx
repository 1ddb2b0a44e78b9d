import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { AlertList } from './alert-list.tsx'
import { NewAlertButtons } from './new-alert-buttons.tsx'
import classes from './run-alerts.module.css'

/** Tickets and remarks of a job: what is open, and what its runs are linked to though it is resolved by now. */
export function JobAlerts({ jobId }: { jobId: number }) {
  const [withResolved, setWithResolved] = useState(false)
  const alerts = useQuery(api.alerts.ofJob.queryOptions({ input: { id: jobId }, refetchInterval: 60_000 }))
  const job = useQuery(api.jobs.get.queryOptions({ input: { id: jobId } }))
  const all = alerts.data ? [...alerts.data.tickets, ...alerts.data.remarks] : []
  const open = all.filter(({ resolvedAt }) => resolvedAt === null)
  const resolved = all.filter(({ resolvedAt }) => resolvedAt !== null)
  return (
    <Panel
      title="Tickets and remarks"
      actions={job.data && <NewAlertButtons subject={subjectOfJob(job.data)} />}
    >
      {alerts.isError ? (
        <ProblemPanel error={alerts.error} onRetry={() => void alerts.refetch()} />
      ) : alerts.isPending ? (
        <Skeleton height={22} />
      ) : (
        <>
          {open.length > 0 ? (
            <AlertList label="Open tickets and remarks" alerts={open} />
          ) : (
            <p className={classes.none}>Nothing is open for this job.</p>
          )}
          {withResolved && resolved.length > 0 && (
            <AlertList label="Resolved tickets and remarks" alerts={resolved} />
          )}
          {resolved.length > 0 && (
            <Button
              className={classes.more}
              variant="subtle"
              size="compact-sm"
              aria-expanded={withResolved}
              onClick={() => setWithResolved(!withResolved)}
            >
              {withResolved ? 'Hide' : 'Show'} {resolved.length} resolved
            </Button>
          )}
        </>
      )}
    </Panel>
  )
}

function subjectOfJob({ id, name, customer }: { id: number; name: string; customer: { name: string } }) {
  return { title: `${customer.name} — ${name}`, runIds: [], jobIds: [id] }
}
