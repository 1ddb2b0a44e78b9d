import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './job-overrides.module.css'
import { criteriaInWords, kindOfJobs, type Override } from './override.ts'

const SHOWN = 5

/** The rules in force that speak of a job, global ones included; nothing where there are none. */
export function JobOverrides({ jobId }: { jobId: number }) {
  const list = useQuery(
    api.overrides.list.queryOptions({ input: { jobId, scope: 'rules', state: 'in force', limit: SHOWN } }),
  )
  if (!list.data || list.data.total === 0) return null
  const { rows, total } = list.data
  return (
    <Panel
      title="Overrides in force"
      actions={
        <InlineLink>
          <Link to="/overrides" search={{ job_id: jobId, scope: 'all' }}>
            {total > SHOWN ? `All ${countOf(total, 'override')}` : 'All of this job'}
          </Link>
        </InlineLink>
      }
    >
      <ul className={classes.list}>
        {rows.map((override) => (
          <li key={override.id}>
            <div>
              <InlineLink>
                <Link to="/overrides" search={{ open: override.id }}>
                  {reachOf(override)}
                </Link>
              </InlineLink>{' '}
              {criteriaInWords(override)} → {override.treatAsSuccess ? 'counts as a success' : 'is flagged'}
            </div>
            <div className={classes.quiet}>
              {override.comment && `“${override.comment}” · `}
              {override.createdBy},{' '}
              {override.validUntil ? (
                <>
                  until <Instant at={override.validUntil} />
                </>
              ) : (
                'no end'
              )}{' '}
              · {countOf(override.matchedRuns, 'run')}
              {override.matchedIsExact ? '' : ' and more'}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function reachOf(override: Override): string {
  if (override.kind === 'global') return `All ${kindOfJobs(override)}:`
  return override.object ? `${override.object.name}:` : 'This job:'
}
