import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core'
import { IconBarrierBlock, IconZzz } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { useSession } from '../../lib/session.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { MaintenanceDialog } from './change/maintenance-dialog.tsx'
import { RuleField } from './change/rule-field.tsx'
import { GraceInput, ZoneSelect } from './change/rule-inputs.tsx'
import classes from './customer-schedule.module.css'

/** What holds for all jobs of a customer: grace, time zone, holidays, and times in which nothing is raised. */
export function CustomerSchedule({ customerId }: { customerId: number }) {
  const own = useQuery({
    ...api.schedules.ofCustomer.queryOptions({ input: { customerId } }),
    refetchOnWindowFocus: false,
  })
  const [dialog, setDialog] = useState<'snooze' | 'window' | null>(null)
  const close = () => setDialog(null)
  return (
    <section className={classes.root} aria-label="Schedules">
      <h3 className={classes.title}>Schedules</h3>
      {own.isError && <ProblemPanel error={own.error} onRetry={() => void own.refetch()} />}
      {own.isPending && <Skeleton height={200} />}
      {own.data && <OwnRules key={customerId} customerId={customerId} own={own.data} />}
      <Group gap="xs" mt="md">
        <Button
          variant="default"
          size="compact-md"
          fz="sm"
          leftSection={<IconZzz size={15} />}
          onClick={() => setDialog('snooze')}
        >
          Snooze all jobs…
        </Button>
        <Button
          variant="default"
          size="compact-md"
          fz="sm"
          leftSection={<IconBarrierBlock size={15} />}
          onClick={() => setDialog('window')}
        >
          Plan maintenance…
        </Button>
      </Group>
      {dialog && (
        <MaintenanceDialog
          kind={dialog}
          scope={{ customerIds: [customerId] }}
          onDone={close}
          onClose={close}
        />
      )}
    </section>
  )
}

interface Rules {
  graceMinutes: number | null
  timeZone: string | null
  holidayCalendarId: number | null
}

function OwnRules({ customerId, own }: { customerId: number; own: Rules }) {
  const session = useSession()
  const calendars = useQuery(api.schedules.calendars.queryOptions())
  const [rules, setRules] = useState(own)
  const [grace, setGrace] = useState(own.graceMinutes ?? 120)
  const [zone, setZone] = useState(own.timeZone ?? session.timeZone)
  const save = useMutation(
    api.schedules.setForCustomers.mutationOptions({ onSuccess: () => notifyDone('Schedule rules saved') }),
  )
  const wanted: Rules = {
    graceMinutes: rules.graceMinutes === null ? null : grace,
    timeZone: rules.timeZone === null ? null : zone,
    holidayCalendarId: rules.holidayCalendarId,
  }
  const isChanged =
    wanted.graceMinutes !== own.graceMinutes ||
    wanted.timeZone !== own.timeZone ||
    wanted.holidayCalendarId !== own.holidayCalendarId
  return (
    <Stack gap="md">
      <Select
        label="Holidays"
        description="Nothing is raised on the days of its calendar"
        placeholder={calendars.data?.length === 0 ? 'No calendar yet; see Settings' : 'None'}
        clearable
        data={calendars.data?.map(({ id, name }) => ({ value: String(id), label: name })) ?? []}
        value={rules.holidayCalendarId === null ? null : String(rules.holidayCalendarId)}
        onChange={(id) => setRules({ ...rules, holidayCalendarId: id === null ? null : Number(id) })}
      />
      <RuleField
        label="Grace"
        description="Of its jobs that say nothing of their own"
        bulk={false}
        choice={rules.graceMinutes === null ? 'inherit' : 'own'}
        onChoose={(choice) => setRules({ ...rules, graceMinutes: choice === 'own' ? grace : null })}
        inherited="As in the settings"
      >
        <GraceInput label="Grace" value={grace} onChange={setGrace} />
      </RuleField>
      <RuleField
        label="Time zone"
        description="By whose clock its jobs keep their times"
        bulk={false}
        choice={rules.timeZone === null ? 'inherit' : 'own'}
        onChoose={(choice) => setRules({ ...rules, timeZone: choice === 'own' ? zone : null })}
        inherited="As in the settings"
      >
        <ZoneSelect label="Time zone" value={zone} onChange={setZone} />
      </RuleField>
      <Group gap="sm">
        <Button
          variant="default"
          disabled={!isChanged}
          loading={save.isPending}
          onClick={() => save.mutate({ customerIds: [customerId], ...wanted })}
        >
          Save schedule rules
        </Button>
        {isChanged && (
          <Text size="sm" c="dimmed">
            Not saved yet
          </Text>
        )}
      </Group>
    </Stack>
  )
}
