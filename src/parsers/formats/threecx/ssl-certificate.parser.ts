import type { Parser } from '../../parser.ts'
import { notificationResult, readNotification } from './notification.ts'

/** The notification of a 3CX phone system about the renewal of its certificate. */
export const threecxSslCertificate: Parser = {
  id: 'threecx-ssl-certificate',
  version: 1,
  software: '3CX',
  types: ['SSL Certificate'],
  description:
    'Certificate notifications of a 3CX phone system, for awareness only. Built without a received sample, from one published subject; the wording of a failed renewal is inferred.',
  origin: 'manual only',
  criteria: { subjectContains: ['3CX Notification:', 'SSL Certificate'] },
  examples: [
    '3CX Notification: SSL Certificate Renewal - pbx.example - The SSL Certificate was automatically renewed',
  ],
  informational: true,
  cadence: 'event',
  match: (mail) => isCertificate(readNotification(mail.subject)?.event),
  parse: (mail) => {
    const notification = readNotification(mail.subject)
    if (!notification || !isCertificate(notification.event)) return null
    return [{ ...notificationResult(mail, notification, 'SSL Certificate'), informational: true }]
  },
}

function isCertificate(event: string | undefined): boolean {
  return /\bcertificate/i.test(event ?? '') && !/\bback-?up/i.test(event ?? '')
}
