import { createRoute } from '@tanstack/react-router'
import { contract } from '../../contract/contract.ts'
import { EvidencePage } from '../features/audit/evidence-page.tsx'
import { guarded } from './guarded.tsx'
import { settingsRoute } from './settings.tsx'

export const evidenceRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/evidence',
  component: guarded(contract.audit.state, () => <EvidencePage />),
})
