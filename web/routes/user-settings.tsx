import { createRoute } from '@tanstack/react-router'
import { contract } from '../../contract/contract.ts'
import { QueuePreferences } from '../features/run-checks/queue-preferences.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { frameRoute } from './frame.tsx'
import { guarded } from './guarded.tsx'

/** What a person chooses for themselves; each feature brings its own panel. */
export const userSettingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/user-settings',
  component: guarded(contract.queueViews.list, () => (
    <>
      <PageHeader title="Your settings" lead="They hold for you alone, on every device." />
      <QueuePreferences />
    </>
  )),
})
