import { Button, Menu } from '@mantine/core'
import {
  IconAdjustments,
  IconBarrierBlock,
  IconCalendarOff,
  IconCalendarTime,
  IconChevronDown,
  IconGavel,
  IconPinnedOff,
  IconZzz,
} from '@tabler/icons-react'
import { useState } from 'react'
import { contract } from '../../../../contract/contract.ts'
import { useMay } from '../../../lib/session.tsx'
import type { JobSchedule } from '../schedule.ts'
import { MaintenanceDialog } from './maintenance-dialog.tsx'
import { PinDialog } from './pin-dialog.tsx'
import { RulesDialog } from './rules-dialog.tsx'
import { useScheduleChanges } from './use-schedule-changes.ts'

interface ScheduleActionsProps {
  jobIds: readonly number[]
  /** What holds at present, when it is about one job: changes can be taken back then. */
  known?: JobSchedule
  onDone?: () => void
}

/** What can be set by hand about the schedules of some jobs. */
export function ScheduleActions({ jobIds, known, onDone }: ScheduleActionsProps) {
  const [open, setOpen] = useState<'pin' | 'rules' | 'snooze' | 'window' | null>(null)
  const mayChange = useMay(contract.schedules.pin)
  const changes = useScheduleChanges({ jobIds, known, onDone })
  if (!mayChange) return null
  const close = () => setOpen(null)
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-md"
            fz="sm"
            rightSection={<IconChevronDown size={14} />}
            loading={changes.busy}
          >
            {known ? 'Change' : 'Schedule'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCalendarTime size={15} />} onClick={() => setOpen('pin')}>
            Set days and times by hand…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCalendarOff size={15} />}
            disabled={known?.pin?.pin.kind === 'none'}
            onClick={() => changes.pin({ kind: 'none' })}
          >
            Say that there is no schedule
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPinnedOff size={15} />}
            disabled={known && !known.pin}
            onClick={changes.unpin}
          >
            Go by the reports again
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconAdjustments size={15} />} onClick={() => setOpen('rules')}>
            Grace, time zone, longest silence…
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconZzz size={15} />} onClick={() => setOpen('snooze')}>
            Snooze…
          </Menu.Item>
          <Menu.Item leftSection={<IconBarrierBlock size={15} />} onClick={() => setOpen('window')}>
            Plan a maintenance window…
          </Menu.Item>
          {known && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconGavel size={15} />} onClick={changes.judge}>
                Judge now
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'pin' && <PinDialog jobs={jobIds.length} known={known} changes={changes} onClose={close} />}
      {open === 'rules' && (
        <RulesDialog jobs={jobIds.length} known={known} changes={changes} onClose={close} />
      )}
      {(open === 'snooze' || open === 'window') && (
        <MaintenanceDialog
          kind={open}
          scope={{ jobIds: [...jobIds] }}
          onDone={() => {
            close()
            onDone?.()
          }}
          onClose={close}
        />
      )}
    </>
  )
}
