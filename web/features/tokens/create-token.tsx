import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { fieldErrors, problemOf } from '../../lib/problem.ts'
import { CustomerPicker, type PickedCustomer } from '../../pickers/customer-picker.tsx'
import { Callout } from '../../ui/callout.tsx'

interface CreateTokenProps {
  opened: boolean
  onClose: () => void
  onMade: (made: { name: string; secret: string }) => void
}

const DAY_MS = 86_400_000
const LIVES = [
  { value: '', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
]
const FIELDS = ['name', 'customerId', 'expiresAt']

/** Makes a token for a machine that hands over reports. */
export function CreateToken({ opened, onClose, onMade }: CreateTokenProps) {
  const [customer, setCustomer] = useState<PickedCustomer | null>(null)
  const form = useForm({
    initialValues: { name: '', days: '' },
    validate: { name: (name) => (name.trim() ? null : 'A token needs a name') },
  })
  const create = useMutation(
    api.tokens.create.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: ({ token, secret }) => {
        close()
        onMade({ name: token.name, secret })
      },
      onError: (error) => form.setErrors(fieldErrors(problemOf(error), FIELDS).fields),
    }),
  )
  const close = () => {
    form.reset()
    setCustomer(null)
    create.reset()
    onClose()
  }
  const general = create.isError ? fieldErrors(problemOf(create.error), FIELDS).general : null
  const make = ({ name, days }: typeof form.values) =>
    create.mutate({
      name,
      customerId: customer?.id ?? null,
      expiresAt: days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null,
    })
  return (
    <Modal opened={opened} onClose={close} title="New API token" centered>
      <form onSubmit={form.onSubmit(make)} noValidate>
        <Stack gap="md">
          {general && <Callout tone="danger">{general}</Callout>}
          <TextInput
            label="Name"
            description="Its reports come from this name: name@http.invalid"
            placeholder="backup-scripts"
            data-autofocus
            {...form.getInputProps('name')}
          />
          <div>
            <CustomerPicker
              label="Only for this customer"
              placeholder="Every customer"
              value={customer}
              onChange={setCustomer}
            />
            <Text size="xs" c="dimmed" mt={4}>
              Then its reports never become runs of another customer’s jobs, whatever they say.
            </Text>
          </div>
          <Select label="Expires" data={LIVES} allowDeselect={false} {...form.getInputProps('days')} />
          <Text size="sm" c="dimmed">
            It may hand over reports by HTTP and nothing else: it reads nothing and changes nothing.
          </Text>
        </Stack>
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Make the token
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
