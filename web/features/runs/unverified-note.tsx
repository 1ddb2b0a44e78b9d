import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import classes from './raised-note.module.css'
import type { Run } from './run.ts'

/** Says why a success shows as a warning although its report is fine, and lets a person vouch for its sender. */
export function UnverifiedNote({ run: { id, unverifiedSender, job } }: { run: Run }) {
  const mayAccept = useMay(contract.runs.acceptSender)
  const accept = useMutation(api.runs.acceptSender.mutationOptions())
  if (!unverifiedSender) return null
  const { because, mayAcceptLater } = unverifiedSender
  const say = (laterToo: boolean) =>
    accept.mutate(
      { id, laterToo },
      {
        onSuccess: () =>
          notifyDone(
            'Sender accepted',
            laterToo
              ? `Later reports of ${job.name} may come this way too.`
              : 'This run counts as it was reported.',
          ),
      },
    )
  return (
    <div className={classes.root}>
      <Callout tone="warning" title="Sender not verified">
        {because} The report itself says that all went well. Look into the mail before you accept it: anybody
        can write a sender.
        {mayAccept && (
          <Group gap="xs" mt={8}>
            <Button
              size="compact-sm"
              variant="default"
              loading={accept.isPending && !accept.variables.laterToo}
              disabled={accept.isPending}
              onClick={() => say(false)}
            >
              Accept this sender
            </Button>
            {mayAcceptLater && (
              <Button
                size="compact-sm"
                variant="default"
                loading={accept.isPending && accept.variables.laterToo}
                disabled={accept.isPending}
                onClick={() => say(true)}
              >
                Accept it for later reports of this job too
              </Button>
            )}
          </Group>
        )}
      </Callout>
    </div>
  )
}
