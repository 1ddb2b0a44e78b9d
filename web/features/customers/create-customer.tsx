import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { fieldErrors, problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone } from '../../ui/notify.tsx'

interface CreateCustomerProps {
  opened: boolean
  onClose: () => void
  onCreated: (id: number) => void
}

/** Asks for a name; everything else is filled in afterwards. */
export function CreateCustomer({ opened, onClose, onCreated }: CreateCustomerProps) {
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (name) => (name.trim() ? null : 'A customer needs a name') },
  })
  const create = useMutation(
    api.customers.create.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: ({ id, name }) => {
        notifyDone(`Customer ${name} created`)
        close()
        onCreated(id)
      },
      onError: (error) => form.setErrors(fieldErrors(problemOf(error), ['name']).fields),
    }),
  )
  const close = () => {
    form.reset()
    create.reset()
    onClose()
  }
  const general = create.isError ? fieldErrors(problemOf(create.error), ['name']).general : null
  return (
    <Modal opened={opened} onClose={close} title="New customer" centered>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
        {general && <Callout tone="danger">{general}</Callout>}
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
