import type { Parser } from '../../parser.ts'
import { notificationResult, readNotification } from './notification.ts'

/** The notification of a 3CX phone system about its own backup. */
export const threecxBackup: Parser = {
  id: 'threecx-backup',
  version: 1,
  software: '3CX',
  types: ['Backup'],
  description:
    'Backup notifications of a 3CX phone system. Built without a received sample: the frame of the subject is known from other notifications of the product, the wording about backups is inferred.',
  origin: 'manual only',
  criteria: { subjectContains: ['3CX Notification:', 'Backup'] },
  examples: [
    '3CX Notification: Backup Successful - pbx.example',
    '3CX Notification: Backup Failed - pbx.example',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => isBackup(readNotification(mail.subject)?.event),
  parse: (mail) => {
    const notification = readNotification(mail.subject)
    return notification && isBackup(notification.event)
      ? [notificationResult(mail, notification, 'Backup')]
      : null
  },
}

function isBackup(event: string | undefined): boolean {
  return /\bback-?up/i.test(event ?? '')
}
