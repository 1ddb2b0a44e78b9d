import type { z } from 'zod'
import type { alertDetailSchema, alertRowSchema, shownAlertSchema } from '../../../contract/alerts.ts'
import { api } from '../../lib/api.ts'

export type AlertRow = z.infer<typeof alertRowSchema>
export type AlertDetail = z.infer<typeof alertDetailSchema>
export type ShownAlert = z.infer<typeof shownAlertSchema>
export type Scope = AlertDetail['scopes'][number]
export type AlertKind = AlertRow['kind']

/** The routes of each kind. */
export const routesOf = { ticket: api.tickets, remark: api.remarks } as const

type Named = Pick<AlertRow, 'kind' | 'code' | 'id' | 'text'>

/** "Ticket T20261110.0001", "Remark “tape is full”". */
export function nameOf({ kind, code, text }: Named): string {
  if (kind === 'ticket') return `Ticket ${code}`
  const line = text.split('\n')[0] ?? ''
  return `Remark “${line.length > 40 ? `${line.slice(0, 39)}…` : line}”`
}

/** "job vzdump", "all of Bakkerij Voorbeeld", "object web01". */
export function scopeInWords({ kind, name }: Pick<Scope, 'kind' | 'name'>): string {
  switch (kind) {
    case 'job':
      return `job ${name}`
    case 'customer':
      return `all of ${name}`
    case 'object':
      return `object ${name}`
  }
}
