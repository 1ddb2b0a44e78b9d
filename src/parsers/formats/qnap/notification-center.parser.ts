import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import { type Notification, readNotification } from './notification.ts'
import { judge, outcomeOf } from './outcome.ts'
import { kindOf } from './report.ts'

/** Everything else that a NAS reports by mail (power, storage, logins, apps), for awareness only. */
export const qnapNotificationCenter: Parser = {
  id: 'qnap-notification-center',
  version: 2,
  software: 'QNAP',
  types: ['Notification Center'],
  description:
    "Notifications of a NAS that are no backup run and no firmware news, one job for each app and NAS; backup apps' notices that a job began are among them. Built without a received sample, from published subjects and labels in English and Italian.",
  origin: 'manual only',
  criteria: {
    subjectMatches: ['[<severity>] [<app>] Notification from your device: <NAS>'],
    bodyContains: ['NAS Name:', 'Severity:', 'App Name:'],
  },
  examples: [
    '[Warning] [Storage & Snapshots] Notification from your device: NAS01',
    '[Info] [App Center] Notification from your device: NAS01',
  ],
  informational: true,
  cadence: 'event',
  match: (mail) => readNotification(mail) !== null,
  parse: (mail) => {
    const notification = readNotification(mail)
    if (!notification || kindOf(notification) !== 'other') return null
    const { app, category, nas, at, message, subjectPrefix } = notification
    return [
      {
        ...BLANK_RESULT,
        software: 'QNAP',
        type: 'Notification Center',
        jobName: app ?? category ?? 'Notification Center',
        host: nas,
        subjectPrefix,
        ...verdictOn(notification),
        endedAt: at,
        remark: message.slice(0, 4000) || null,
        informational: true,
      },
    ]
  },
}

/** Of an event the severity is the status, in the product's own word; the message may only make it worse. */
function verdictOn(notification: Notification): Pick<ReportedResult, 'status' | 'statusText'> {
  const { severity, severityStatus, message } = notification
  const outcome = outcomeOf(message)
  const isBad = outcome === 'failed' || outcome === 'warning'
  if (severity === null) {
    return {
      status: judge(outcome === 'started' ? null : outcome, null),
      statusText: message.slice(0, 500) || 'no message',
    }
  }
  return { status: severityStatus ?? (isBad ? 'warning' : 'success'), statusText: severity }
}
