import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { bytes } from '../../lib/amounts.ts'
import { duration } from '../../lib/instants.ts'
import { Facts } from '../../ui/facts.tsx'
import { Instant } from '../../ui/instant.tsx'
import type { Run } from './run.ts'
import classes from './run-facts.module.css'

/** When a run was, how much it moved, who read its report and who reviewed it. */
export function RunFacts({ run }: { run: Run }) {
  const { status, runAt, startedAt, endedAt, totalBytes, transferredBytes, parserId, parserVersion } = run
  return (
    <div className={classes.root}>
      <Facts
        items={[
          ['Reported', status !== 'missed' && <Instant at={runAt} />],
          ['Started', startedAt && <Instant at={startedAt} />],
          ['Ended', endedAt && <Ended startedAt={startedAt} endedAt={endedAt} />],
          ['Total size', totalBytes === null ? null : bytes(totalBytes)],
          ['Transferred', transferredBytes === null ? null : bytes(transferredBytes)],
          ['Read by', parserId && `${parserId}, version ${parserVersion ?? 1}`],
          ['Reviewed', run.reviewedAt && <Reviewed at={run.reviewedAt} by={run.reviewedBy} />],
          ['Kind', marksOf(run)],
        ]}
      />
    </div>
  )
}

function Ended({ startedAt, endedAt }: { startedAt: string | null; endedAt: string }) {
  return (
    <>
      <Instant at={endedAt} />
      {startedAt && ` after ${duration(startedAt, endedAt)}`}
    </>
  )
}

function Reviewed({ at, by }: { at: string; by: string | null }) {
  return (
    <>
      <Instant at={at} /> by {by ?? 'the system'}
    </>
  )
}

function marksOf({ kind, isRetry, isCheck, informational, history }: Run): ReactNode {
  const words = [
    kind,
    isRetry && 'retry',
    isCheck && 'check',
    informational && 'informational',
    history && 'history',
  ].filter((word) => typeof word === 'string')
  if (words.length === 0) return null
  return words.map((word) => (
    <Badge key={word} variant="default" mr={6}>
      {word}
    </Badge>
  ))
}
