import { Badge } from '@mantine/core'
import { Facts } from '../../ui/facts.tsx'
import { Instant } from '../../ui/instant.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './job-facts.module.css'
import type { Job } from './jobs-search.ts'
import { SuccessRules } from './success-rules.tsx'

/** What a job is, and by what its reports are recognised. */
export function JobFacts({ job }: { job: Job }) {
  const { reportedName, displayName, createdAt, notes, identities, health } = job
  return (
    <div className={classes.columns}>
      <Panel title="About">
        <Facts
          items={[
            ['Reported as', displayName && displayName !== reportedName ? reportedName : null],
            ['Runs', health.runCount.toLocaleString('en-GB')],
            ['Since', <Instant key="since" at={createdAt} />],
            ['Notes', notes && <span className={classes.notes}>{notes}</span>],
          ]}
        />
      </Panel>
      <Panel title="Recognised by">
        <ul className={classes.identities}>
          {identities.map((identity) => (
            <li key={identity.id}>
              <div className={classes.name}>
                {identity.jobName} {identity.isAlias && <Badge variant="default">alias</Badge>}
              </div>
              <div className={classes.from}>{details(identity)}</div>
            </li>
          ))}
        </ul>
      </Panel>
      {!job.informational && <SuccessRules job={job} />}
    </div>
  )
}

function details({ fromAddress, host, plusTag, subjectPrefix }: Job['identities'][number]): string {
  return [
    `from ${fromAddress}`,
    host && `host ${host}`,
    plusTag && `sent to +${plusTag}`,
    subjectPrefix && `subject [${subjectPrefix}]`,
  ]
    .filter(Boolean)
    .join(' · ')
}
