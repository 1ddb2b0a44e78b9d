import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { runSchema } from '../../../contract/run-checks.ts'
import { api } from '../../lib/api.ts'
import { useSession } from '../../lib/session.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { AlertList } from './alert-list.tsx'
import { NewAlertButtons } from './new-alert-buttons.tsx'
import classes from './run-alerts.module.css'
import { subjectOfRun } from './run-subject.ts'

/** Tickets and remarks of the run in the dialog, and the way to make new ones; keys t and m. */
export function RunAlerts({ run }: { run: z.infer<typeof runSchema> }) {
  const { timeZone } = useSession()
  const alerts = useQuery(api.alerts.ofRun.queryOptions({ input: { id: run.id } }))
  const all = alerts.data ? [...alerts.data.tickets, ...alerts.data.remarks] : []
  return (
    <section className={classes.root} aria-label="Tickets and remarks">
      <div className={classes.head}>
        <h3 className={classes.title}>Tickets and remarks</h3>
        <NewAlertButtons key={run.id} subject={subjectOfRun(run, timeZone)} withKeys />
      </div>
      {alerts.isError ? (
        <ProblemPanel error={alerts.error} onRetry={() => void alerts.refetch()} />
      ) : alerts.isPending ? (
        <Skeleton height={22} />
      ) : all.length === 0 ? (
        <p className={classes.none}>None for this run.</p>
      ) : (
        <AlertList label="Tickets and remarks of this run" alerts={all} />
      )}
    </section>
  )
}
