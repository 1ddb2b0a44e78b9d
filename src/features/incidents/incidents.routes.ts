import { os } from '../people/index.ts'
import { openIncidents } from './incidents.ts'

export const incidentsRoutes = os.incidents.router({
  open: os.incidents.open.handler(({ context }) => openIncidents(context.world)),
})
