import { markSuccess } from '../features/overrides/run-actions.tsx'
import { newRemark, newTicket } from '../features/tickets/run-actions.tsx'
import { RunAlerts } from '../features/tickets/run-alerts.tsx'
import type { RunExtras } from '../lib/run-actions.tsx'

/** What features add to a run wherever it is opened: actions with their keys in the order of their buttons, notes in reading order. */
export const RUN_EXTRAS: RunExtras = {
  actions: [markSuccess, newTicket, newRemark],
  notes: [{ id: 'alerts', Note: RunAlerts }],
}
