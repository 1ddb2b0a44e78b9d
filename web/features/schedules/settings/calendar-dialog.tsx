import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { countOf } from '../../../lib/amounts.ts'
import { api } from '../../../lib/api.ts'
import { problemOf } from '../../../lib/problem.ts'
import { Callout } from '../../../ui/callout.tsx'
import { confirmDanger } from '../../../ui/confirm-danger.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import type { Calendar } from './calendar.ts'
import classes from './calendar-dialog.module.css'

const NO_DAY = { firstDay: '', lastDay: '', name: '' }

/** The name and the days of a holiday calendar; null is a new one. */
export function CalendarDialog({ calendar, onClose }: { calendar: Calendar | null; onClose: () => void }) {
  const form = useForm({
    mode: 'controlled',
    initialValues: { name: calendar?.name ?? '', holidays: calendar?.holidays ?? [NO_DAY] },
    validate: {
      name: (name) => (name.trim() ? null : 'A calendar needs a name'),
      holidays: {
        firstDay: (day) => (day ? null : 'Choose a day'),
        lastDay: (last, { holidays }, path) => {
          const first = holidays[Number(path.split('.')[1])]?.firstDay ?? ''
          return last && last < first ? 'It ends on its first day or later' : null
        },
      },
    },
  })
  const save = useMutation(
    api.schedules.saveCalendar.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: () => {
        notifyDone('Calendar saved')
        onClose()
      },
    }),
  )
  const remove = useMutation(
    api.schedules.deleteCalendar.mutationOptions({
      onSuccess: () => {
        notifyDone('Calendar deleted')
        onClose()
      },
    }),
  )
  const submit = form.onSubmit(({ name, holidays }) =>
    save.mutate({
      ...(calendar && { id: calendar.id }),
      name,
      holidays: holidays.map((day) => ({ ...day, lastDay: day.lastDay || day.firstDay })),
    }),
  )
  const askDelete = () =>
    calendar &&
    confirmDanger({
      title: `Delete ${calendar.name}?`,
      body: `${countOf(calendar.customers.length, 'customer')} will have no holidays any more, and missed runs are raised on these days.`,
      verb: 'Delete',
      onConfirm: () => remove.mutate({ id: calendar.id }),
    })
  return (
    <Modal
      opened
      onClose={onClose}
      title={calendar ? 'Holiday calendar' : 'New holiday calendar'}
      centered
      size="lg"
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {save.isError && <Callout tone="danger">{problemOf(save.error).detail}</Callout>}
          <TextInput label="Name" placeholder="Netherlands" data-autofocus {...form.getInputProps('name')} />
          <Text size="sm" fw={500} component="h3" m={0}>
            Holidays
          </Text>
          <ul className={classes.days}>
            {form.values.holidays.map((_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the form knows its lines by their place
              <li key={index} className={classes.day}>
                <TextInput
                  type="date"
                  aria-label="First day"
                  {...form.getInputProps(`holidays.${index}.firstDay`)}
                />
                <TextInput
                  type="date"
                  aria-label="Last day"
                  {...form.getInputProps(`holidays.${index}.lastDay`)}
                />
                <TextInput
                  aria-label="Name of the holiday"
                  placeholder="Christmas"
                  className={classes.name}
                  {...form.getInputProps(`holidays.${index}.name`)}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={34}
                  aria-label="Remove this holiday"
                  onClick={() => form.removeListItem('holidays', index)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <Text size="xs" c="dimmed">
            The last day may stay empty for a holiday of one day.
          </Text>
          <Group justify="space-between">
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={14} />}
              onClick={() => form.insertListItem('holidays', NO_DAY)}
            >
              Add a holiday
            </Button>
          </Group>
          {calendar && (
            <Text size="sm" c="dimmed">
              {calendar.customers.length === 0
                ? 'No customer has it yet; a customer gets its calendar in its own details.'
                : `Used by ${calendar.customers.map(({ name }) => name).join(', ')}.`}
            </Text>
          )}
          <Group justify="space-between" mt="xs">
            {calendar ? (
              <Button
                variant="default"
                leftSection={<IconTrash size={16} />}
                loading={remove.isPending}
                onClick={askDelete}
              >
                Delete
              </Button>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={save.isPending}>
                Save
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
