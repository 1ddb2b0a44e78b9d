import { createRoute, Outlet, redirect } from '@tanstack/react-router'
import { contract } from '../../contract/contract.ts'
import { GeneralPage } from '../features/settings/general-page.tsx'
import { SettingsFrame } from '../features/settings/settings-frame.tsx'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

/** The sections stand side by side in one frame. */
export const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  component: guarded(contract.settings.general, () => (
    <SettingsFrame>
      <Outlet />
    </SettingsFrame>
  )),
})

export const settingsStartRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/general', replace: true })
  },
})

export const generalSettingsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/general',
  component: GeneralPage,
})
