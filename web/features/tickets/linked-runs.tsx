import { Button, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../lib/amounts.ts'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { StatusIcon, shownStatus } from '../../ui/status-badge.tsx'
import { type AlertKind, routesOf } from './alert.ts'
import classes from './alert-drawer.module.css'

const RUNS_AT_ONCE = 15

/** The runs that a ticket or remark is linked to, the last that came first. */
export function LinkedRuns({ kind, id }: { kind: AlertKind; id: number }) {
  const runs = useInfiniteQuery(
    routesOf[kind].runs.infiniteOptions({
      input: (after: string | undefined) => ({ id, after, limit: RUNS_AT_ONCE }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const total = runs.data?.pages[0]?.total
  const rows = runs.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section aria-label="Linked runs">
      <div className={classes.section}>
        <h3 className={classes.title}>{total ? countOf(total, 'linked run') : 'Linked runs'}</h3>
      </div>
      {runs.isError && <ProblemPanel error={runs.error} />}
      {runs.isPending && <Skeleton height={80} />}
      {total === 0 && (
        <p className={classes.none}>None yet. New runs of where it holds are linked by themselves.</p>
      )}
      <ul className={classes.rows}>
        {rows.map((run) => (
          <li key={run.id} className={classes.row}>
            <StatusIcon status={shownStatus(run)} size={16} />
            <span className={classes.grow}>
              {run.customer.name} —{' '}
              <InlineLink>
                <Link to="/jobs/$jobId" params={{ jobId: String(run.jobId) }} search={{ run: run.id }}>
                  {run.jobName}
                </Link>
              </InlineLink>
            </span>
            <span className={classes.quiet}>
              <Instant at={run.runAt} />
            </span>
          </li>
        ))}
      </ul>
      {runs.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={runs.isFetchingNextPage}
          onClick={() => void runs.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  )
}
