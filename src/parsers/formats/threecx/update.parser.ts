import type { Parser } from '../../parser.ts'
import { notificationResult, readNotification } from './notification.ts'

/** The notification of a 3CX phone system about an update of itself. */
export const threecxUpdate: Parser = {
  id: 'threecx-update',
  version: 1,
  software: '3CX',
  types: ['Update'],
  description:
    'Update notifications of a 3CX phone system, for awareness only. Built without a received sample, from one known subject; every wording but "Update Successful" is inferred.',
  origin: 'manual only',
  criteria: { subjectContains: ['3CX Notification:', 'Update'] },
  examples: ['3CX Notification: Update Successful - pbx.example'],
  informational: true,
  cadence: 'event',
  match: (mail) => isUpdate(readNotification(mail.subject)?.event),
  parse: (mail) => {
    const notification = readNotification(mail.subject)
    if (!notification || !isUpdate(notification.event)) return null
    return [{ ...notificationResult(mail, notification, 'Update'), informational: true }]
  },
}

function isUpdate(event: string | undefined): boolean {
  return /\bupdate/i.test(event ?? '') && !/\bback-?up|\bcertificate/i.test(event ?? '')
}
