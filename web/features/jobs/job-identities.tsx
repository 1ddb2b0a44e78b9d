import { Badge, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { countOf, number } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { Instant } from '../../ui/instant.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { IdentityActions } from './identity-actions.tsx'
import classes from './job-identities.module.css'
import type { JobIdentity } from './jobs-search.ts'

/** By what the reports of a job are recognised, each with when it was seen; an administrator can change them. */
export function JobIdentities({ jobId }: { jobId: number }) {
  const identities = useQuery(api.jobIdentities.list.queryOptions({ input: { jobId } }))
  const mayChange = useMay(contract.jobIdentities.update)
  if (identities.isError)
    return <ProblemPanel error={identities.error} onRetry={() => void identities.refetch()} />
  if (!identities.data) return <Skeleton height={110} radius="lg" />
  const { rows, lookedAt } = identities.data
  return (
    <Panel title="Recognised by">
      <ul className={classes.list}>
        {rows.map((identity) => (
          <li key={identity.id} className={classes.item}>
            <div className={classes.words}>
              <div className={classes.name}>
                {identity.jobName} {identity.isAlias && <Badge variant="default">alias</Badge>}
              </div>
              <div className={classes.from}>{partsInWords(identity)}</div>
            </div>
            <div className={classes.seen}>
              <Seen identity={identity} lookedAt={lookedAt} />
            </div>
            {mayChange && <IdentityActions jobId={jobId} identity={identity} isLast={rows.length === 1} />}
          </li>
        ))}
      </ul>
      {rows.length === 0 && (
        <p className={classes.none}>No report can reach this job: it has nothing to be recognised by.</p>
      )}
    </Panel>
  )
}

function Seen({ identity, lookedAt }: { identity: JobIdentity; lookedAt: number | null }) {
  const { firstSeenAt, lastSeenAt, reports, addedAt, addedBy } = identity
  return (
    <>
      {firstSeenAt && lastSeenAt ? (
        <div>
          Last seen <Instant at={lastSeenAt} />
        </div>
      ) : (
        <div>{lookedAt ? `Not seen in the last ${number(lookedAt)} runs` : 'Not seen yet'}</div>
      )}
      <div className={classes.quiet}>
        {firstSeenAt && lastSeenAt && (
          <>
            {countOf(reports, 'report')}
            {lookedAt ? ` in the last ${number(lookedAt)} runs` : ''} since <Instant at={firstSeenAt} /> ·{' '}
          </>
        )}
        added <Instant at={addedAt} />
        {addedBy && ` by ${addedBy}`}
      </div>
    </>
  )
}

function partsInWords({ fromAddress, host, plusTag, subjectPrefix, software, type }: JobIdentity): string {
  return [
    `from ${fromAddress}`,
    host && `host ${host}`,
    plusTag && `sent to +${plusTag}`,
    subjectPrefix && `subject [${subjectPrefix}]`,
    `${software}, ${type}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
