import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import type { JobIdentity } from './jobs-search.ts'
import { notifySwept } from './swept.ts'

interface CorrectIdentityProps {
  jobId: number
  identity: JobIdentity
  onClose: () => void
}

/** Corrects by what the reports of a job are recognised. */
export function CorrectIdentity({ jobId, identity, onClose }: CorrectIdentityProps) {
  const { id, fromAddress, jobName, host, plusTag, subjectPrefix } = identity
  const form = useForm({
    initialValues: {
      fromAddress,
      jobName,
      host: host ?? '',
      plusTag: plusTag ?? '',
      subjectPrefix: subjectPrefix ?? '',
    },
  })
  const update = useMutation(
    api.jobIdentities.update.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: ({ runs }) => {
        notifySwept('The identity is corrected', runs)
        onClose()
      },
    }),
  )
  const save = form.onSubmit((parts) =>
    update.mutate({
      jobId,
      id,
      fromAddress: parts.fromAddress.trim(),
      jobName: parts.jobName.trim(),
      host: parts.host.trim() || null,
      plusTag: parts.plusTag.trim() || null,
      subjectPrefix: parts.subjectPrefix.trim() || null,
    }),
  )
  const isBlank = !form.values.fromAddress.trim() || !form.values.jobName.trim()
  return (
    <Modal opened onClose={onClose} title="Correct by what reports are recognised" centered>
      <form onSubmit={save}>
        <Stack gap="sm">
          {update.isError && <Callout tone="danger">{problemOf(update.error).detail}</Callout>}
          <Text size="sm" c="dimmed">
            Holds for reports to come, and for those that wait in the Inbox. Runs that are there stay.
          </Text>
          <TextInput label="Sender" data-autofocus {...form.getInputProps('fromAddress')} />
          <TextInput label="Job name in the report" {...form.getInputProps('jobName')} />
          <TextInput label="Host" {...form.getInputProps('host')} />
          <TextInput
            label="Plus-tag of the recipient"
            description="What stands behind the + in the address that the report is sent to"
            {...form.getInputProps('plusTag')}
          />
          <TextInput
            label="Prefix of the subject"
            description="What the device puts in brackets, without them"
            {...form.getInputProps('subjectPrefix')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={isBlank} loading={update.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
