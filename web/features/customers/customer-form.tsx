import { Anchor, Button, Group, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { fieldErrors, problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { confirmDanger } from '../../ui/confirm-danger.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import type { Customer } from './customers-search.ts'
import { ReceiveAddress } from './receive-address.tsx'

const FIELDS = ['name', 'active', 'contact', 'portalUrl', 'consoleUrl', 'notes']

/** Rename, (de)activate, note down; delete only without jobs. */
export function CustomerForm({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { id, name, jobCount } = customer
  const form = useForm({
    initialValues: {
      name,
      active: customer.active,
      contact: customer.contact,
      portalUrl: customer.portalUrl ?? '',
      consoleUrl: customer.consoleUrl ?? '',
      notes: customer.notes,
    },
    validate: {
      name: (value) => (value.trim() ? null : 'A customer needs a name'),
      portalUrl: linkProblem,
      consoleUrl: linkProblem,
    },
  })
  const update = useMutation(
    api.customers.update.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: () => {
        notifyDone('Saved')
        onClose()
      },
      onError: (error) => form.setErrors(fieldErrors(problemOf(error), FIELDS).fields),
    }),
  )
  const remove = useMutation(
    api.customers.remove.mutationOptions({
      onSuccess: () => {
        notifyDone(`Customer ${name} deleted`)
        onClose()
      },
    }),
  )
  const save = form.onSubmit(({ portalUrl, consoleUrl, ...values }) =>
    update.mutate({
      id,
      ...values,
      portalUrl: portalUrl.trim() || null,
      consoleUrl: consoleUrl.trim() || null,
    }),
  )
  const askDelete = () =>
    confirmDanger({
      title: `Delete ${name}?`,
      body: 'The customer has no jobs. Its notes, contact and links are deleted for good.',
      verb: 'Delete',
      onConfirm: () => remove.mutate({ id }),
    })
  const general = update.isError ? fieldErrors(problemOf(update.error), FIELDS).general : null

  return (
    <form onSubmit={save} noValidate>
      <Stack gap="sm">
        {general && <Callout tone="danger">{general}</Callout>}
        <TextInput label="Name" {...form.getInputProps('name')} />
        <Switch
          label="Active"
          description="The list of jobs leaves out those of inactive customers"
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
        <div>
          <Text size="sm" fw={500} mb={2}>
            Receive address
          </Text>
          <ReceiveAddress customer={customer} />
        </div>
        <TextInput label="Contact" {...form.getInputProps('contact')} />
        <TextInput label="Portal" placeholder="https://" {...form.getInputProps('portalUrl')} />
        <TextInput label="Backup console" placeholder="https://" {...form.getInputProps('consoleUrl')} />
        <OpenLinks links={[customer.portalUrl, customer.consoleUrl]} />
        <Textarea label="Notes" autosize minRows={4} maxRows={14} {...form.getInputProps('notes')} />
        <Group justify="space-between" mt="xs">
          <Button
            variant="default"
            leftSection={<IconTrash size={16} />}
            disabled={jobCount > 0}
            title={jobCount > 0 ? `It still has ${countOf(jobCount, 'job')}` : undefined}
            loading={remove.isPending}
            onClick={askDelete}
          >
            Delete
          </Button>
          <Button type="submit" loading={update.isPending}>
            Save
          </Button>
        </Group>
        {jobCount > 0 && (
          <Text size="xs" c="dimmed">
            A customer with jobs cannot be deleted. Archive or move its {countOf(jobCount, 'job')} first, or
            make it inactive.
          </Text>
        )}
      </Stack>
    </form>
  )
}

function OpenLinks({ links }: { links: readonly (string | null)[] }) {
  const present = links.filter((link) => link !== null)
  if (present.length === 0) return null
  return (
    <Group gap="md">
      {present.map((link) => (
        <Anchor key={link} href={link} target="_blank" rel="noreferrer" size="sm">
          Open {new URL(link).host}
        </Anchor>
      ))}
    </Group>
  )
}

function linkProblem(value: string): string | null {
  const link = value.trim()
  return link === '' || /^https?:\/\//.test(link) ? null : 'A link starts with http:// or https://'
}
