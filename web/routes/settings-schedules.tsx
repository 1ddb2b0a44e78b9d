import { createRoute } from '@tanstack/react-router'
import { contract } from '../../contract/contract.ts'
import { ScheduleSettingsPage } from '../features/schedules/settings/schedule-settings-page.tsx'
import { guarded } from './guarded.tsx'
import { settingsRoute } from './settings.tsx'

export const scheduleSettingsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/schedules',
  component: guarded(contract.schedules.settings, () => <ScheduleSettingsPage />),
})
