import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { CustomerPicker, type PickedCustomer } from '../../pickers/customer-picker.tsx'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import type { Job } from './jobs-search.ts'

/** Changes what people call a job, whose it is, and the notes about it. */
export function EditJob({ job, onClose }: { job: Job; onClose: () => void }) {
  const [customer, setCustomer] = useState<PickedCustomer | null>(job.customer)
  const form = useForm({ initialValues: { displayName: job.displayName ?? '', notes: job.notes } })
  const update = useMutation(
    api.jobs.update.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: () => {
        notifyDone('Saved')
        onClose()
      },
    }),
  )
  const save = form.onSubmit(({ displayName, notes }) => {
    if (!customer) return
    const moved = customer.id !== job.customer.id
    update.mutate({
      id: job.id,
      displayName: displayName.trim() || null,
      notes,
      ...(moved && { customerId: customer.id }),
    })
  })
  return (
    <Modal opened onClose={onClose} title="Edit job" centered size="lg">
      <form onSubmit={save}>
        <Stack gap="sm">
          {update.isError && <Callout tone="danger">{problemOf(update.error).detail}</Callout>}
          <TextInput
            label="Display name"
            description="Shown instead of the reported name; reports are still recognised by that"
            placeholder={job.reportedName}
            data-autofocus
            {...form.getInputProps('displayName')}
          />
          <CustomerPicker value={customer} onChange={setCustomer} withCreate />
          <Textarea label="Notes" autosize minRows={4} maxRows={14} {...form.getInputProps('notes')} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!customer} loading={update.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
