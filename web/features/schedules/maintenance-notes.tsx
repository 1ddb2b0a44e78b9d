import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { useNow } from '../../lib/use-now.ts'
import { Callout } from '../../ui/callout.tsx'
import { Instant } from '../../ui/instant.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import type { Maintenance } from './schedule.ts'

/** The snoozes and maintenance windows of now and later, each with a way to end it. */
export function MaintenanceNotes({ windows }: { windows: readonly Maintenance[] }) {
  const now = useNow()
  return windows.map((window) => (
    <Callout
      key={window.id}
      tone="info"
      title={Date.parse(window.startsAt) <= now ? 'Nothing is raised at present' : 'Maintenance planned'}
    >
      <Group gap="xs" justify="space-between">
        <span>
          {Date.parse(window.startsAt) > now && (
            <>
              From <Instant at={window.startsAt} />,{' '}
            </>
          )}
          until <Instant at={window.endsAt} />
          {window.customer && ', for all jobs of the customer'}
          {window.by && `, by ${window.by}`}
          {window.reason && `: ${window.reason}`}
        </span>
        <EndMaintenance id={window.id} hasBegun={Date.parse(window.startsAt) <= now} />
      </Group>
    </Callout>
  ))
}

/** Ends a snooze or a window now; one that has not begun is taken away. */
export function EndMaintenance({ id, hasBegun }: { id: number; hasBegun: boolean }) {
  const mayEnd = useMay(contract.schedules.endMaintenance)
  const end = useMutation(
    api.schedules.endMaintenance.mutationOptions({
      onSuccess: () => notifyDone(hasBegun ? 'Ended: missed runs are raised again' : 'Taken away'),
    }),
  )
  if (!mayEnd) return null
  return (
    <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => end.mutate({ id })}>
      {hasBegun ? 'End now' : 'Take away'}
    </Button>
  )
}
