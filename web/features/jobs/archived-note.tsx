import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { TimeAgo } from '../../ui/instant.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import type { Job } from './jobs-search.ts'

/** Says that a job is archived, what is held meanwhile, and how to bring it back. */
export function ArchivedNote({ job, archivedAt }: { job: Job; archivedAt: string }) {
  const { id, name, heldMessages } = job
  const mayUnarchive = useMay(contract.jobs.unarchive)
  const unarchive = useMutation(
    api.jobs.unarchive.mutationOptions({
      onSuccess: ({ runs }) =>
        notifyDone(`${name} is back`, runs > 0 ? `${countOf(runs, 'held report')} became runs.` : ''),
    }),
  )
  return (
    <Callout tone="info">
      <Group justify="space-between" gap="sm">
        <span>
          Archived <TimeAgo at={archivedAt} />.{' '}
          {heldMessages > 0
            ? `${countOf(heldMessages, 'report')} came since and ${heldMessages === 1 ? 'is' : 'are'} held; ${heldMessages === 1 ? 'it becomes a run' : 'they become runs'} when the job is unarchived.`
            : 'No report has come since.'}
        </span>
        {mayUnarchive && (
          <Button
            size="compact-sm"
            variant="default"
            loading={unarchive.isPending}
            onClick={() => unarchive.mutate({ id })}
          >
            Unarchive
          </Button>
        )}
      </Group>
    </Callout>
  )
}
