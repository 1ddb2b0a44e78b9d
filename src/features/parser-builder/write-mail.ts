import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { MailFields } from '../../parsers/read-mail.ts'

/** The fields of a message as RFC 5322 bytes that decode to the same fields. */
export async function writeMail(fields: MailFields): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: fields.fromName, address: fields.fromAddress },
    to: 'reports@msp.example',
    subject: fields.subject,
    messageId: '<sample@reports.example>',
    ...(fields.receivedAt ? { date: new Date(fields.receivedAt) } : {}),
    ...(fields.text ? { text: fields.text } : {}),
    ...(fields.html ? { html: fields.html } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
