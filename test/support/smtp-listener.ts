import nodemailer from 'nodemailer'
import { createLogger } from '../../src/platform/log.ts'
import {
  type ReceivedMail,
  type SmtpListener,
  type SmtpOutside,
  type SmtpSettings,
  startSmtpListener,
} from '../../src/sources/smtp/index.ts'
import type { Patience } from '../../src/sources/smtp/sessions.ts'

export const SMTP_SETTINGS: SmtpSettings = {
  host: '127.0.0.1',
  port: 0,
  allowedClients: ['127.0.0.0/8'],
  recipientDomains: ['in.msp.example'],
  recipientAddresses: ['reports@msp.example'],
  allowPlusTags: true,
  maxBytes: 1024 * 1024,
  requireTls: false,
  authentication: 'none',
  maxConnections: 50,
  maxPerClientPerMinute: 10_000,
}

export type TestListener = SmtpListener & { received: ReceivedMail[] }

/** A listener on a free loopback port that keeps what it delivers. */
export async function listen(
  settings: Partial<SmtpSettings> = {},
  outside: Partial<SmtpOutside> = {},
  patience?: Patience,
): Promise<TestListener> {
  const received: ReceivedMail[] = []
  const listener = await startSmtpListener(
    { ...SMTP_SETTINGS, ...settings },
    {
      deliver: async (mail) => void received.push(mail),
      certificate: null,
      log: createLogger('silent'),
      clock: () => '2026-11-10T08:00:00.000Z',
      ...outside,
    },
    patience,
  )
  return { ...listener, received }
}

type Mail = { from?: string; to: string | string[]; raw?: string; text?: string; attachment?: Buffer }

/** Sends a mail as a backup product would; rejects with the server's answer. */
export async function send(
  port: number,
  mail: Mail,
  more: { auth?: { user: string; pass: string }; requireTLS?: boolean; name?: string } = {},
): Promise<string> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    name: 'backup.customer-a.example',
    tls: { rejectUnauthorized: false },
    ...more,
  })
  const from = mail.from ?? 'backup@customer-a.example'
  try {
    const { response } = await transport.sendMail({
      envelope: { from, to: mail.to },
      ...(mail.raw
        ? { raw: mail.raw }
        : { from, to: mail.to, subject: 'Backup done', text: mail.text ?? 'Done.' }),
      ...(mail.attachment ? { attachments: [{ content: mail.attachment }] } : {}),
    })
    return response
  } finally {
    transport.close()
  }
}
