import { Stack } from '@mantine/core'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Calendars } from './calendars.tsx'
import { GracePanel } from './grace-panel.tsx'
import { MaintenancePanel } from './maintenance-panel.tsx'

/** What holds for the schedules of all jobs. */
export function ScheduleSettingsPage() {
  return (
    <>
      <PageHeader
        title="Schedules"
        eyebrow="Settings"
        lead="When a run counts as missed, and when nothing is raised"
      />
      <Stack gap="lg">
        <GracePanel />
        <Calendars />
        <MaintenancePanel />
      </Stack>
    </>
  )
}
