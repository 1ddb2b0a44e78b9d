import { createRoute } from '@tanstack/react-router'
import { contract } from '../../contract/contract.ts'
import { TokensPage } from '../features/tokens/tokens-page.tsx'
import { guarded } from './guarded.tsx'
import { settingsRoute } from './settings.tsx'

export const tokensRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/tokens',
  component: guarded(contract.tokens.list, () => <TokensPage />),
})
