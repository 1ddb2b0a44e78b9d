import { Facts } from '../../ui/facts.tsx'
import { Instant } from '../../ui/instant.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './job-facts.module.css'
import type { Job } from './jobs-search.ts'
import { SuccessRules } from './success-rules.tsx'

/** What a job is, and which of its successes are doubted. */
export function JobFacts({ job }: { job: Job }) {
  const { reportedName, displayName, createdAt, notes, health } = job
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
      {!job.informational && <SuccessRules job={job} />}
    </div>
  )
}
