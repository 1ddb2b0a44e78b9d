import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { type Job, nameWithHost } from './jobs-search.ts'
import { TypedName, wantsTypedName } from './typed-name.tsx'

/** Asks before a job goes for good. */
export function DeleteJob({ job, onClose }: { job: Job; onClose: () => void }) {
  const { id, name, customer, health } = job
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const remove = useMutation(
    api.jobs.remove.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: async ({ runs, messages }) => {
        notifyDone(
          `${name} is deleted`,
          `${countOf(runs, 'run')} went; ${countOf(messages, 'message')} ${messages === 1 ? 'is' : 'are'} in the Inbox again.`,
        )
        await navigate({ to: '/jobs', search: { customer_id: customer.id }, replace: true })
      },
    }),
  )
  const needsName = wantsTypedName(health.runCount)
  return (
    <Modal opened onClose={onClose} title={`Delete ${nameWithHost(job)}?`} centered>
      <Stack gap="sm">
        {remove.isError && <Callout tone="danger">{problemOf(remove.error).detail}</Callout>}
        <Text size="sm">
          Its {countOf(health.runCount, 'run')} and its overrides go for good. Its messages go back to the
          Inbox, where they can be approved anew. Who reviewed what stays in the review evidence.
        </Text>
        <Text size="sm" c="dimmed">
          To keep its history, archive the job instead, or merge it into another one.
        </Text>
        {needsName && <TypedName name={name} value={typed} onChange={setTyped} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            color="red.8"
            disabled={needsName && typed.trim() !== name.trim()}
            loading={remove.isPending}
            onClick={() => remove.mutate({ id, confirmation: typed })}
          >
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
