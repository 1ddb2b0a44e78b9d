import { Button, Group } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { isMailbox } from './source.ts'
import classes from './try-connection.module.css'
import type { SourceForm } from './use-source-form.ts'

/** Tries the connection as it is typed, saved or not; the answer says what was found, or what to mend. */
export function TryConnection({ form, sourceId }: { form: SourceForm; sourceId: number | undefined }) {
  const trial = useMutation(api.sources.test.mutationOptions({ meta: { showsOwnErrors: true } }))
  const { connection } = form.draft
  const isOld = trial.variables !== undefined && trial.variables.connection !== connection
  const run = () => form.check('connection') && trial.mutate({ connection, sourceId })
  const said = trial.isError ? { ok: false, message: problemOf(trial.error).detail } : trial.data
  const answer = useRef<HTMLDivElement>(null)
  const saidAt = trial.submittedAt
  // The bar with the save button stands over the end of the page.
  useEffect(() => {
    if (saidAt && !trial.isPending) answer.current?.scrollIntoView({ block: 'nearest' })
  }, [saidAt, trial.isPending])
  return (
    <div className={classes.root}>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={16} />}
          loading={trial.isPending}
          onClick={run}
        >
          Test
        </Button>
        <span className={classes.quiet}>
          {isMailbox(connection.kind)
            ? 'Signs in and looks at the folders; changes nothing'
            : 'Tries whether the port is free here; changes nothing'}
        </span>
      </Group>
      <div role="status" ref={answer} className={classes.answer}>
        {said && !trial.isPending && (
          <Callout tone={said.ok ? 'good' : 'danger'} title={said.ok ? 'It works' : 'It does not work yet'}>
            <span className={classes.said}>{said.message}</span>
            {isOld && <div className={classes.quiet}>Something was changed since; test it again.</div>}
          </Callout>
        )}
      </div>
    </div>
  )
}
