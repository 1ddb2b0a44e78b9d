import { Button, Group, Progress, Text } from '@mantine/core'
import { IconDownload, IconPlayerStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { countOf, number } from '../../../lib/amounts.ts'
import { api } from '../../../lib/api.ts'
import { TimeAgo } from '../../../ui/instant.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import type { Import, Source } from '../source.ts'
import classes from './import-now.module.css'
import { ImportState } from './import-state.tsx'
import { progressOf, resultLine, tookInWords, triggerOf } from './import-words.ts'

interface ImportNowProps {
  source: Source
  /** Why it cannot begin now. */
  blocked?: string | undefined
  /** What is said beside it already. */
  told?: string | undefined
}

/** Reads a mailbox now, shows how far it is while it runs, and what came of it. */
export function ImportNow({ source, blocked, told }: ImportNowProps) {
  const { id, name, runningImport, lastImport } = source
  /** The newest import that was known when somebody asked for another one. */
  const [askedAfter, setAskedAfter] = useState<number | null>(null)
  const begin = useMutation(
    api.sources.importNow.mutationOptions({
      onSuccess: ({ started }) => {
        if (started) return
        setAskedAfter(null)
        notifyDone('Already under way', `An import of “${name}” is waiting or running.`)
      },
      onError: () => setAskedAfter(null),
    }),
  )
  const isWaiting = askedAfter !== null && !runningImport && (lastImport?.id ?? 0) <= askedAfter
  if (runningImport) return <Running run={runningImport} />
  return (
    <div className={classes.root}>
      <Group gap="sm">
        <Button
          leftSection={<IconDownload size={16} />}
          disabled={blocked !== undefined || isWaiting}
          loading={begin.isPending}
          onClick={() => {
            setAskedAfter(lastImport?.id ?? 0)
            begin.mutate({ id })
          }}
        >
          Import now
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {isWaiting ? 'Begins as soon as a worker is free…' : blocked}
        </Text>
      </Group>
      {lastImport && !isWaiting && <Ended run={lastImport} told={told} />}
    </div>
  )
}

function Running({ run }: { run: Import }) {
  const cancel = useMutation(api.sources.cancelImport.mutationOptions())
  const done = progressOf(run)
  return (
    <div className={classes.root}>
      <Progress value={done ?? 100} animated aria-label="Import" />
      <div className={classes.line}>
        <span role="status">
          {number(run.fetched)} fetched, {number(run.newMessages)} new
          {run.remaining !== null && `; ${countOf(run.remaining, 'message')} left`}
          {run.errors > 0 && `; ${countOf(run.errors, 'error')}`}
        </span>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlayerStop size={14} />}
          loading={cancel.isPending}
          disabled={cancel.isSuccess}
          onClick={() => cancel.mutate({ id: run.source.id })}
        >
          {cancel.isSuccess ? 'Stopping…' : 'Cancel'}
        </Button>
      </div>
    </div>
  )
}

function Ended({ run, told }: { run: Import; told: string | undefined }) {
  const broughtNothing = run.state !== 'complete' && run.fetched === 0
  return (
    <div>
      <div className={classes.line}>
        <ImportState state={run.state} error={run.error} />
        <span className={classes.quiet}>
          <TimeAgo at={run.finishedAt ?? run.startedAt} />, {triggerOf(run)}
          {run.durationMs !== null && `, in ${tookInWords(run.durationMs)}`}
        </span>
      </div>
      {!broughtNothing && <p className={classes.result}>{resultLine(run)}</p>}
      {run.error && run.error !== told && <p className={classes.error}>{run.error}</p>}
    </div>
  )
}
