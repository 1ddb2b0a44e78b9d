import { createRoute } from '@tanstack/react-router'
import { contract } from '../../contract/contract.ts'
import { SettingsPage } from '../features/settings/settings-page.tsx'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

export const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  component: guarded(contract.settings.general, () => <SettingsPage />),
})
