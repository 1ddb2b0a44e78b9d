import { Button } from '@mantine/core'
import { IconListDetails, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { bytes, countOf } from '../../lib/amounts.ts'
import { duration } from '../../lib/instants.ts'
import { Facts } from '../../ui/facts.tsx'
import framed from '../../ui/framed.module.css'
import { Instant } from '../../ui/instant.tsx'
import { MailFrame } from '../../ui/mail-frame.tsx'
import { StatusBadge, shownStatus, statusWord } from '../../ui/status-badge.tsx'
import type { Run } from './run.ts'
import classes from './run-summary.module.css'

const CAME_BY = {
  http: 'HTTP, as a run report',
  cove_api: 'Cove, asked by us',
  cloud_connect: 'A Cloud Connect report',
} as const satisfies Record<NonNullable<Run['sourceType']>, string>

const SEVERITY = ['failed', 'warning', 'success'] as const

/** What stands beside a run that was not told of by a mail of its own: its facts in order; the report that they were read from behind a switch. */
export function RunSummary({ run }: { run: Run }) {
  const { mailMessageId, mailSubject } = run
  const [reportOf, setReportOf] = useState<number | null>(null)
  const showsReport = mailMessageId !== null && reportOf === run.id
  return (
    <section className={framed.root} aria-label="Run summary">
      <div className={framed.bar}>
        <h3 className={classes.title}>{run.status === 'missed' ? 'No report came' : 'Run summary'}</h3>
        {mailMessageId !== null && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={showsReport ? <IconListDetails size={14} /> : <IconMail size={14} />}
            onClick={() => setReportOf(showsReport ? null : run.id)}
          >
            {showsReport ? 'Show the summary' : 'Show the report'}
          </Button>
        )}
      </div>
      {showsReport ? (
        <MailFrame messageId={mailMessageId} subject={mailSubject ?? ''} />
      ) : (
        <div className={classes.facts}>
          {run.status === 'missed' ? <MissedFacts run={run} /> : <ReportedFacts run={run} />}
        </div>
      )}
    </section>
  )
}

function ReportedFacts({ run }: { run: Run }) {
  const { job, startedAt, endedAt, totalBytes, transferredBytes, sourceType } = run
  return (
    <Facts
      items={[
        ['Status', <StatusBadge key="status" status={shownStatus(run)} />],
        ['Status text', run.statusText],
        ['Objects', objectsInWords(run.objects)],
        ['Customer', job.customer.name],
        ['Job', job.name],
        ['Product', `${job.software} · ${job.type}`],
        ['Host', job.host],
        ['Run', <Instant key="run" at={run.runAt} />],
        ['Started', startedAt && <Instant at={startedAt} />],
        ['Ended', endedAt && <Instant at={endedAt} />],
        ['Took', startedAt && endedAt && duration(startedAt, endedAt)],
        ['Total size', totalBytes === null ? null : bytes(totalBytes)],
        ['Transferred', transferredBytes === null ? null : bytes(transferredBytes)],
        ['Came by', sourceType ? CAME_BY[sourceType] : 'A mail that is no longer kept'],
        ['Source', run.sourceName],
        ['External id', run.externalId],
      ]}
    />
  )
}

function MissedFacts({ run }: { run: Run }) {
  const { job, runAt } = run
  const { lastRunAt, lastGoodAt, failuresInRow } = job.health
  return (
    <Facts
      items={[
        ['Status', <StatusBadge key="status" status={shownStatus(run)} />],
        ['Customer', job.customer.name],
        ['Job', job.name],
        ['Product', `${job.software} · ${job.type}`],
        ['Host', job.host],
        ['Expected', <Instant key="expected" at={runAt} />],
        ['Newest run', lastRunAt && <Instant at={lastRunAt} />],
        ['Last good', lastGoodAt ? <Instant key="good" at={lastGoodAt} /> : 'never'],
        ['In a row', failuresInRow > 0 && countOf(failuresInRow, 'failure')],
      ]}
    />
  )
}

/** "12: 1 failed, 11 success". */
function objectsInWords(objects: Run['objects']): string {
  if (objects.length === 0) return 'none named'
  const parts = SEVERITY.map(
    (status) => [status, objects.filter((object) => object.status === status).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${statusWord(status).toLowerCase()}`)
  return `${objects.length}: ${parts.join(', ')}`
}
