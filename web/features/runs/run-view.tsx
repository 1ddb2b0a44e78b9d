import { Skeleton, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useRunExtras } from '../../lib/run-actions.tsx'
import { MailFrame } from '../../ui/mail-frame.tsx'
import { ObjectsTable } from '../../ui/objects-table.tsx'
import { StatusBadge, shownStatus, statusWord } from '../../ui/status-badge.tsx'
import { MissedNote } from './missed-note.tsx'
import { OverrideNote } from './override-note.tsx'
import { RaisedNote } from './raised-note.tsx'
import type { Run } from './run.ts'
import { RunFacts } from './run-facts.tsx'
import { RunSummary } from './run-summary.tsx'
import classes from './run-view.module.css'
import { UnverifiedNote } from './unverified-note.tsx'

/** One run: how it ended, what was in it, and the mail that said so, else the facts that it was told by. */
export function RunView({ run, banner }: { run: Run | undefined; banner?: ReactNode }) {
  return (
    <>
      <div className={classes.facts}>
        {banner}
        {run ? <Outcome run={run} /> : <Waiting />}
      </div>
      <div className={classes.mail}>{run && <Told run={run} />}</div>
    </>
  )
}

function Outcome({ run }: { run: Run }) {
  const { status, effectiveStatus, statusText, remark, objects } = run
  const { notes } = useRunExtras()
  return (
    <>
      <div className={classes.status}>
        <StatusBadge status={shownStatus(run)} size="lg" />
        {status !== effectiveStatus && (
          <Text size="sm" c="dimmed">
            reported as {statusWord(status)}
          </Text>
        )}
      </div>
      <OverrideNote run={run} />
      <RaisedNote run={run} />
      <UnverifiedNote run={run} />
      {status === 'missed' && <MissedNote run={run} />}
      {statusText && status !== 'missed' && <p className={classes.text}>{statusText}</p>}
      {remark && <p className={classes.remark}>{remark}</p>}
      {notes.map(({ id, Note }) => (
        <Note key={id} run={run} />
      ))}
      <RunFacts run={run} />
      <ObjectsTable key={run.id} objects={objects} />
    </>
  )
}

function Told({ run }: { run: Run }) {
  const { mailMessageId, mailSubject, sourceType } = run
  if (mailMessageId === null || sourceType !== null) return <RunSummary run={run} />
  return <MailFrame messageId={mailMessageId} subject={mailSubject ?? ''} />
}

function Waiting() {
  return (
    <Stack>
      <Skeleton height={32} width={150} />
      <Skeleton height={14} width="80%" />
      <Skeleton height={110} />
      <Skeleton height={180} />
    </Stack>
  )
}
