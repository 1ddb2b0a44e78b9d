import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { countOf } from '../../../lib/amounts.ts'
import { dayIn } from '../../../lib/local-time.ts'
import { problemOf } from '../../../lib/problem.ts'
import { useSession } from '../../../lib/session.tsx'
import { Callout } from '../../../ui/callout.tsx'
import type { JobSchedule } from '../schedule.ts'
import { PinRowFields } from './pin-row-fields.tsx'
import { newRow, type PinRow, rowsOf, slotsOf } from './pin-rows.ts'
import type { ScheduleChanges } from './use-schedule-changes.ts'

interface PinDialogProps {
  jobs: number
  known: JobSchedule | undefined
  changes: ScheduleChanges
  onClose: () => void
}

const MOST_SLOTS = 50

/** Sets days and times by hand; begins with what holds at present. */
export function PinDialog({ jobs, known, changes, onClose }: PinDialogProps) {
  const { timeZone } = useSession()
  const zone = known?.zone.name ?? timeZone
  const [today] = useState(() => dayIn(zone, Date.now()))
  const [rows, setRows] = useState(() => rowsOf(known, today))
  const slots = slotsOf(rows)
  const problem = problemWith(rows, slots.length)
  const change = (row: PinRow) => setRows(rows.map((other) => (other.key === row.key ? row : other)))
  const nextKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1
  return (
    <Modal opened onClose={onClose} title="Set days and times by hand" centered size="lg">
      <Stack gap="md">
        {changes.error ? <Callout tone="danger">{problemOf(changes.error).detail}</Callout> : null}
        <Text size="sm" c="dimmed">
          {known
            ? `Times are of ${zone}.`
            : `For ${countOf(jobs, 'job')}, each by the clock of its own time zone.`}{' '}
          What is set here wins over what the reports say, from now on.
        </Text>
        {rows.map((row) => (
          <PinRowFields
            key={row.key}
            row={row}
            onChange={change}
            onRemove={rows.length > 1 ? () => setRows(rows.filter(({ key }) => key !== row.key)) : undefined}
          />
        ))}
        <Group justify="space-between">
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => setRows([...rows, newRow(today, nextKey)])}
          >
            Another time
          </Button>
          <Text size="sm" c={problem ? 'var(--bc-danger)' : 'dimmed'} role={problem ? 'alert' : undefined}>
            {problem ?? countOf(slots.length, 'slot')}
          </Text>
        </Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={problem !== null}
            loading={changes.busy}
            onClick={() => changes.pin({ kind: 'slots', slots }, onClose)}
          >
            Set by hand
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function problemWith(rows: readonly PinRow[], slots: number): string | null {
  if (rows.some(({ time }) => !/^\d\d:\d\d$/.test(time))) return 'Each line needs a time'
  if (rows.some(({ every, weekdays }) => every === 'week' && weekdays.length === 0))
    return 'Choose at least one day'
  if (rows.some(({ every, from }) => every === 'two-weeks' && !from)) return 'Choose the first day'
  return slots > MOST_SLOTS ? `At most ${MOST_SLOTS} slots; these are ${slots}` : null
}
