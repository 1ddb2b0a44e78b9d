import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { notifyUndoable } from '../../ui/notify.tsx'
import classes from './raised-note.module.css'
import type { Run } from './run.ts'

/** Says that a warning is ours and not the report's, why, and how to be spared the next one. */
export function RaisedNote({ run: { raised, job } }: { run: Run }) {
  const mayChange = useMay(contract.jobs.update)
  const update = useMutation(api.jobs.update.mutationOptions())
  if (!raised) return null
  const { rule, because, isOn } = raised
  const switchRule = (on: boolean, onSuccess?: () => void) =>
    update.mutate({ id: job.id, successRules: { [rule]: on } }, { onSuccess })
  const switchOff = () =>
    switchRule(false, () =>
      notifyUndoable(`The rule is off for ${job.name}`, 'Its next reports are taken at their word.', () =>
        switchRule(true),
      ),
    )
  return (
    <div className={classes.root}>
      <Callout tone="warning" title="Raised by our rule">
        {because} The report itself says that all went well.
        <Group gap="xs" mt={8} mih={26}>
          {!isOn ? (
            <span>This rule is off for this job by now.</span>
          ) : (
            mayChange && (
              <Button size="compact-sm" variant="default" loading={update.isPending} onClick={switchOff}>
                Switch the rule off for this job
              </Button>
            )
          )}
          <InlineLink>
            <Link to="/jobs/$jobId" params={{ jobId: String(job.id) }}>
              Rules of this job
            </Link>
          </InlineLink>
        </Group>
      </Callout>
    </div>
  )
}
