import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { JobPicker, type PickedJob } from '../../pickers/job-picker.tsx'
import { Callout } from '../../ui/callout.tsx'
import type { JobIdentity } from './jobs-search.ts'
import { notifySwept } from './swept.ts'

interface MoveIdentityProps {
  jobId: number
  identity: JobIdentity
  onClose: () => void
}

/** Lets the future reports of an identity be runs of another job. */
export function MoveIdentity({ jobId, identity, onClose }: MoveIdentityProps) {
  const [to, setTo] = useState<PickedJob | null>(null)
  const move = useMutation(
    api.jobIdentities.move.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: ({ runs }) => {
        notifySwept(`Its reports are runs of ${to?.name ?? 'the other job'} from now on`, runs)
        onClose()
      },
    }),
  )
  return (
    <Modal opened onClose={onClose} title="Move an identity to another job" centered>
      <Stack gap="sm">
        {move.isError && <Callout tone="danger">{problemOf(move.error).detail}</Callout>}
        <Text size="sm">
          Reports of <b>{identity.jobName}</b> from {identity.fromAddress} become runs of the other job from
          now on. The runs that are here stay here.
        </Text>
        <JobPicker label="Job to move it to" value={to} onChange={setTo} except={jobId} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={!to}
            loading={move.isPending}
            onClick={() => to && move.mutate({ jobId, id: identity.id, toJobId: to.id })}
          >
            Move
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
