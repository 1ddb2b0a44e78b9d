import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { AlertList } from './alert-list.tsx'
import classes from './run-alerts.module.css'
import type { Run } from './run-subject.ts'

/** Tickets and remarks of the run in the dialog. */
export function RunAlerts({ run }: { run: Run }) {
  const alerts = useQuery(api.alerts.ofRun.queryOptions({ input: { id: run.id } }))
  const all = alerts.data ? [...alerts.data.tickets, ...alerts.data.remarks] : []
  return (
    <section className={classes.root} aria-label="Tickets and remarks of the run">
      {alerts.isError ? (
        <ProblemPanel error={alerts.error} onRetry={() => void alerts.refetch()} />
      ) : alerts.isPending ? (
        <Skeleton height={20} my={6} />
      ) : all.length === 0 ? (
        <p className={classes.none}>No ticket and no remark.</p>
      ) : (
        <AlertList label="Tickets and remarks of this run" alerts={all} />
      )}
    </section>
  )
}
