import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { countOf } from '../../../lib/amounts.ts'
import { api } from '../../../lib/api.ts'
import { shortInstant } from '../../../lib/instants.ts'
import { dayAfter, dayIn, instantIn, localIn, weekdayOf } from '../../../lib/local-time.ts'
import { problemOf } from '../../../lib/problem.ts'
import { useSession } from '../../../lib/session.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { notifyDone, notifyUndoable } from '../../../ui/notify.tsx'
import { tellRefused } from './use-schedule-changes.ts'

export type Scope = { jobIds: number[] } | { customerIds: number[] }

interface MaintenanceDialogProps {
  kind: 'snooze' | 'window'
  scope: Scope
  onDone: () => void
  onClose: () => void
}

/** Raises nothing for some jobs or customers: from now on (snooze), or in a window that is planned. */
export function MaintenanceDialog({ kind, scope, onDone, onClose }: MaintenanceDialogProps) {
  const { timeZone } = useSession()
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      startsAt: localIn(timeZone, Date.now()),
      endsAt: `${dayAfter(dayIn(timeZone, Date.now()), 1)}T08:00`,
      reason: '',
    },
    validate: {
      endsAt: (ends, { startsAt }) => problemWithEnd(kind, startsAt, ends, timeZone),
      startsAt: (starts) => (starts || kind === 'snooze' ? null : 'It needs a beginning'),
    },
  })
  const settings = { meta: { showsOwnErrors: true } }
  const snooze = useMutation(api.schedules.snooze.mutationOptions(settings))
  const plan = useMutation(api.schedules.plan.mutationOptions(settings))
  const end = useMutation(api.schedules.endMaintenance.mutationOptions())
  const tell = async (changed: number, endsAt: string) => {
    onDone()
    const what = kind === 'snooze' ? 'Snoozed' : 'Maintenance planned'
    const until = `Until ${shortInstant(endsAt, timeZone, Date.now())} nothing is raised.`
    const made = changed === 1 ? await newestWindow(scope) : null
    if (made === null) notifyDone(`${what} for ${namesOf(scope)}`, until)
    else notifyUndoable(what, until, () => end.mutate({ id: made }))
  }
  const save = form.onSubmit(({ startsAt, endsAt, reason }) => {
    const ends = instantIn(timeZone, endsAt)
    const onSuccess = (done: Parameters<typeof tellRefused>[0]) => {
      tellRefused(done)
      void tell(done.changed, ends)
    }
    if (kind === 'snooze') snooze.mutate({ scope, until: ends, reason }, { onSuccess })
    else plan.mutate({ scope, startsAt: instantIn(timeZone, startsAt), endsAt: ends, reason }, { onSuccess })
  })
  const error = snooze.error ?? plan.error
  return (
    <Modal
      opened
      onClose={onClose}
      title={kind === 'snooze' ? 'Snooze' : 'Plan a maintenance window'}
      centered
    >
      <form onSubmit={save} noValidate>
        <Stack gap="md">
          {error && <Callout tone="danger">{problemOf(error).detail}</Callout>}
          <Text size="sm" c="dimmed">
            {kind === 'snooze'
              ? `From now until then no missed run is raised for ${namesOf(scope)}. Reports still come in.`
              : `What is due in the window is not raised for ${namesOf(scope)}. Reports still come in.`}
          </Text>
          {kind === 'window' && (
            <TextInput type="datetime-local" label="Begins" {...form.getInputProps('startsAt')} />
          )}
          <TextInput
            type="datetime-local"
            label={kind === 'snooze' ? 'Until' : 'Ends'}
            description={`By the clock of ${timeZone}`}
            data-autofocus
            {...form.getInputProps('endsAt')}
          />
          {kind === 'snooze' && (
            <Group gap={6}>
              {choices(dayIn(timeZone, Date.now())).map(({ label, day }) => (
                <Button
                  key={label}
                  variant="default"
                  size="compact-sm"
                  onClick={() => form.setFieldValue('endsAt', `${day}T08:00`)}
                >
                  {label}
                </Button>
              ))}
            </Group>
          )}
          <TextInput
            label="Reason"
            placeholder="Migration of the storage"
            maxLength={500}
            {...form.getInputProps('reason')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={snooze.isPending || plan.isPending}>
              {kind === 'snooze' ? 'Snooze' : 'Plan the window'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function choices(today: string) {
  return [
    { label: 'Tomorrow 08:00', day: dayAfter(today, 1) },
    { label: 'Monday 08:00', day: dayAfter(today, 8 - weekdayOf(today)) },
    { label: 'In two weeks', day: dayAfter(today, 14) },
  ]
}

function problemWithEnd(kind: 'snooze' | 'window', starts: string, ends: string, timeZone: string) {
  if (!ends) return 'It needs an end'
  if (Date.parse(instantIn(timeZone, ends)) <= Date.now()) return 'The end lies in the past'
  return kind === 'window' && ends <= starts ? 'It ends after it begins' : null
}

function namesOf(scope: Scope): string {
  if ('customerIds' in scope) return 'all jobs of the customer'
  return scope.jobIds.length === 1 ? 'this job' : countOf(scope.jobIds.length, 'job')
}

/** The window that was made last for one job, so that it can be taken back. */
async function newestWindow(scope: Scope): Promise<number | null> {
  const jobId = 'jobIds' in scope ? scope.jobIds[0] : undefined
  if (jobId === undefined) return null
  const { maintenance } = await api.schedules.get.call({ jobId })
  const own = maintenance.filter(({ job }) => job !== null).map(({ id }) => id)
  return own.length > 0 ? Math.max(...own) : null
}
