import type { Parser } from '../../parser.ts'
import { readNotification } from './notification.ts'
import { backupRun, kindOf } from './report.ts'

/** A backup of Boxafe, QNAP's app for Google Workspace and Microsoft 365; it mails through the NAS's Notification Center. */
export const qnapBoxafe: Parser = {
  id: 'qnap-boxafe',
  version: 2,
  software: 'Boxafe',
  types: ['Backup'],
  description:
    "Backups of Boxafe, as the NAS's Notification Center mails them. Built without a received sample: the frame is that of QNAP's other apps, the wording of the events is inferred.",
  origin: 'manual only',
  criteria: {
    subjectContains: ['[Boxafe]', 'Notification from your device:'],
    bodyContains: ['NAS Name:', 'App Name: Boxafe'],
  },
  examples: ['[Info] [Boxafe] Notification from your device: NAS01'],
  informational: false,
  cadence: 'report',
  match: (mail) => readNotification(mail) !== null,
  parse: (mail) => {
    const notification = readNotification(mail)
    if (!notification || kindOf(notification) !== 'boxafe') return null
    const run = backupRun(notification, { software: 'Boxafe', type: 'Backup' })
    return run && [run]
  },
}
