import { Button, Group, NumberInput, SimpleGrid, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { fieldErrors, problemOf } from '../../../lib/problem.ts'
import { Callout } from '../../../ui/callout.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { ProblemPanel } from '../../../ui/problem-panel.tsx'
import classes from './import-rules.module.css'

interface Rules {
  importAutomatically: boolean
  importIntervalMinutes: number
  importBatchSize: number
  rawMailRetentionDays: number
  historyAfterDays: number
}

/** What holds for every import, and what a new mailbox begins with. */
export function ImportRules() {
  const general = useQuery({ ...api.settings.general.queryOptions(), refetchOnWindowFocus: false })
  return (
    <div className={classes.root}>
      <Panel title="For every import">
        {general.isError && <ProblemPanel error={general.error} onRetry={() => void general.refetch()} />}
        {general.isPending && <Skeleton height={150} />}
        {general.data && <RulesForm rules={rulesIn(general.data)} />}
      </Panel>
    </div>
  )
}

function RulesForm({ rules }: { rules: Rules }) {
  const form = useForm<Rules>({ initialValues: rules })
  const save = useMutation(
    api.settings.updateGeneral.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: (saved) => {
        form.setInitialValues(rulesIn(saved))
        form.reset()
        notifyDone('Settings saved')
      },
      onError: (error) => form.setErrors(fieldErrors(problemOf(error), Object.keys(rules)).fields),
    }),
  )
  const general = save.isError ? fieldErrors(problemOf(save.error), Object.keys(rules)).general : null
  const days = { suffix: ' days', allowDecimal: false, max: 36_500 }
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack gap="md">
        {general && <Callout tone="danger">{general}</Callout>}
        <SimpleGrid cols={{ base: 2, lg: 4 }}>
          <NumberInput
            label="Keep raw mails for"
            description="Then a report can be parsed anew"
            min={0}
            {...days}
            {...form.getInputProps('rawMailRetentionDays')}
          />
          <NumberInput
            label="History after"
            description="Older reports enter as reviewed"
            min={1}
            {...days}
            max={3650}
            {...form.getInputProps('historyAfterDays')}
          />
          <NumberInput
            label="New mailboxes: every"
            description="How often they are read"
            suffix=" minutes"
            min={1}
            max={1440}
            allowDecimal={false}
            {...form.getInputProps('importIntervalMinutes')}
          />
          <NumberInput
            label="New mailboxes: batch"
            description="Stored and moved together"
            suffix=" messages"
            min={1}
            max={1000}
            allowDecimal={false}
            {...form.getInputProps('importBatchSize')}
          />
        </SimpleGrid>
        <Switch
          label="New mailboxes import by themselves"
          description="What a new mailbox begins with; each is changed on its own page"
          {...form.getInputProps('importAutomatically', { type: 'checkbox' })}
        />
        <Text size="xs" c="dimmed">
          Raw mails of the Inbox, and those that no parser could read, are kept whatever their age. With 0
          days a raw mail goes as soon as it is parsed.
        </Text>
        <Group>
          <Button type="submit" disabled={!form.isDirty()} loading={save.isPending}>
            Save
          </Button>
          {form.isDirty() && (
            <Button variant="subtle" color="gray" onClick={form.reset}>
              Discard changes
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

function rulesIn(settings: Rules): Rules {
  const { importAutomatically, importIntervalMinutes, importBatchSize } = settings
  const { rawMailRetentionDays, historyAfterDays } = settings
  return {
    importAutomatically,
    importIntervalMinutes,
    importBatchSize,
    rawMailRetentionDays,
    historyAfterDays,
  }
}
