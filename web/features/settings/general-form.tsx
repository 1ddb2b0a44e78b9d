import { Button, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import type { generalSettingsSchema } from '../../../contract/settings.ts'
import { api } from '../../lib/api.ts'
import { fieldErrors, problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone } from '../../ui/notify.tsx'

type General = Pick<
  z.infer<typeof generalSettingsSchema>,
  'uiTimeZone' | 'baseUrl' | 'receiveAddress' | 'sandboxBanner'
>

/** One form, saved as a whole; the save button wakes when something has changed. */
export function GeneralForm({ settings }: { settings: General }) {
  const form = useForm<General>({
    initialValues: generalIn(settings),
    validate: {
      baseUrl: (value) =>
        value === '' || /^https?:\/\//.test(value) ? null : 'An address starts with http:// or https://',
      receiveAddress: (value) =>
        value === '' || /^[^\s@]+@[^\s@]+$/.test(value) ? null : 'Something like reports@msp.example',
    },
  })
  const fields = Object.keys(generalIn(settings))
  const save = useMutation(
    api.settings.updateGeneral.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: (saved) => {
        form.setInitialValues(generalIn(saved))
        form.reset()
        notifyDone('Settings saved')
      },
      onError: (error) => form.setErrors(fieldErrors(problemOf(error), fields).fields),
    }),
  )
  const general = save.isError ? fieldErrors(problemOf(save.error), fields).general : null
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="md">
        {general && <Callout tone="danger">{general}</Callout>}
        <Select
          label="Time zone"
          description="All times are shown in it, and days begin and end by it"
          searchable
          allowDeselect={false}
          data={timeZones(settings.uiTimeZone)}
          {...form.getInputProps('uiTimeZone')}
        />
        <TextInput
          label="Address of this application"
          description="For links in mails and tickets"
          placeholder="https://backupchecks.msp.example"
          {...form.getInputProps('baseUrl')}
        />
        <TextInput
          label="Receive address"
          description="The mailbox that reports come to. Each customer gets an address of its own from it: reports+tag@…"
          placeholder="reports@msp.example"
          {...form.getInputProps('receiveAddress')}
        />
        <Switch
          label="Sandbox banner"
          description="A red line over every page, so that nobody takes a test installation for the real one"
          {...form.getInputProps('sandboxBanner', { type: 'checkbox' })}
        />
        <Group mt="xs">
          <Button type="submit" disabled={!form.isDirty()} loading={save.isPending}>
            Save
          </Button>
          {form.isDirty() && (
            <>
              <Button variant="subtle" color="gray" onClick={form.reset}>
                Discard changes
              </Button>
              <Text size="sm" c="dimmed">
                Not saved yet
              </Text>
            </>
          )}
        </Group>
      </Stack>
    </form>
  )
}

/** The import settings have a section of their own. */
function generalIn({ uiTimeZone, baseUrl, receiveAddress, sandboxBanner }: General): General {
  return { uiTimeZone, baseUrl, receiveAddress, sandboxBanner }
}

function timeZones(present: string): string[] {
  return [...new Set([present, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort()
}
