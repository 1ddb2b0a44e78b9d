import { IconChartBar } from '@tabler/icons-react'
import { createRoute, redirect } from '@tanstack/react-router'
import { IncidentStrip } from '../features/incidents/incident-strip.tsx'
import { PAGES } from '../features/session/pages.ts'
import { mayCall } from '../lib/permission.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { frameRoute } from './frame.tsx'

/** The first page of the sidebar that the active role may see. */
export const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    const page = PAGES.find(({ needs }) => mayCall(context.session.activeRole, needs))
    if (page) throw redirect({ to: page.to })
  },
  component: () => (
    <>
      <IncidentStrip />
      <EmptyState icon={<IconChartBar size={28} />} title="Nothing for this role yet">
        Reports will stand here. If you have another role, switch to it in the menu with your name.
      </EmptyState>
    </>
  ),
})
