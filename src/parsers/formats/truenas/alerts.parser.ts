import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { type Alert, readAlerts } from './alert-list.ts'

/** The alert mails of TrueNAS, as far as they are about tasks that keep data safe. */
export const truenasAlerts: Parser = {
  id: 'truenas-alerts',
  version: 1,
  software: 'TrueNAS',
  types: ['Replication', 'Snapshot'],
  description:
    'Alert mails of TrueNAS (and FreeNAS): each new alert about a replication, cloud sync or snapshot task is a result of its own. Alerts that were cleared are shown for awareness only. Built from the alert templates of the product.',
  origin: 'vendor template',
  criteria: {
    subjectMatches: ['TrueNAS <host>: Alerts'],
    bodyContains: ['Replication "', 'Snapshot Task For Dataset "', 'Cloud sync task "'],
  },
  examples: ['TrueNAS nas01: Alerts'],
  informational: false,
  cadence: 'event',
  match: (mail) => PRODUCT.test(mail.subject.slice(0, 1000)) || hostLine(mail) !== undefined,
  parse,
}

const PRODUCT = /\b(?:truenas|freenas)\b/i
/** The mail's first line: `TrueNAS @ nas01`. */
const HOST_LINE = /^(?:truenas|freenas)[\w -]{0,30} ?@ ?([\w.-]{1,255})/i
const HOST_IN_SUBJECT = /\b(?:truenas|freenas)[\w -]{0,30}? ([\w.-]{1,255}): alerts?\b/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const alerts = reportable(readAlerts(mail.text))
  if (alerts.length === 0) return null
  const host = hostOf(mail)
  const isOnly = alerts.length === 1
  return alerts.map((alert) => ({
    ...BLANK_RESULT,
    key: isOnly ? '' : keyOf(alert),
    software: 'TrueNAS',
    type: alert.type,
    jobName: alert.name,
    host,
    ...verdictOf(alert),
    remark: alert.message,
    informational: alert.section === 'cleared',
  }))
}

/**
 * One alert a task: what is new, else what is current in a mail without news (a reminder), else what was cleared.
 * Each finished run clears the alert of the run before, so a cleared success is no news.
 */
function reportable(alerts: readonly Alert[]): Alert[] {
  const found = new Map<string, Alert>()
  const hasNews = alerts.some((alert) => alert.section !== 'current')
  for (const section of hasNews ? (['new', 'cleared'] as const) : (['current'] as const)) {
    for (const alert of alerts) {
      if (alert.section !== section) continue
      if (section === 'cleared' && wordStatus(alert.outcome) === 'success') continue
      const known = found.get(keyOf(alert))
      if (!known || (known.section === section && wordStatus(alert.outcome) === 'failed')) {
        found.set(keyOf(alert), alert)
      }
    }
  }
  return [...found.values()]
}

function keyOf(alert: Alert): string {
  return `${alert.type}: ${alert.name}`
}

function verdictOf(alert: Alert): { status: Status; statusText: string } {
  // An alert is cleared as soon as the task starts again, or is switched off: neither a failure nor a success.
  if (alert.section === 'cleared') return { status: 'warning', statusText: `${alert.outcome} (cleared)` }
  return { status: wordStatus(alert.outcome), statusText: alert.outcome }
}

function wordStatus(outcome: string): Status {
  if (/^(?:failed|aborted)$/i.test(outcome)) return 'failed'
  return /^(?:succeeded|finished)$/i.test(outcome) ? 'success' : 'warning'
}

/** Always the short name, so that a job keeps its identity whichever place names the host. */
function hostOf(mail: ReadMail): string | null {
  const printed = HOST_IN_SUBJECT.exec(mail.subject.slice(0, 1000))?.[1] ?? hostLine(mail)
  return printed?.split('.')[0] || null
}

function hostLine(mail: ReadMail): string | undefined {
  const opening = mail.text.trimStart().slice(0, 500)
  return HOST_LINE.exec(opening)?.[1]
}
