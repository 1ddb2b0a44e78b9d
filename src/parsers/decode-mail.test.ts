import { describe, expect, it } from 'vitest'
import { type DecodedMail, decodeMail, MAX_DECODED_BYTES, MAX_DECODED_LINES } from './decode-mail.ts'
import { readMail } from './read-mail.ts'

const REPORT = [
  'From: Backup <root@pve1.customer.example>',
  'To: admin@customer.example',
  'Subject: vzdump backup status (pve1.customer.example): backup successful',
  'Date: Tue, 10 Nov 2026 03:00:00 +0100',
  'Message-ID: <report@customer.example>',
  'Authentication-Results: mx.customer.example; dkim=pass',
  '',
  'Everything went well.',
]

describe('a message that is too much to read', () => {
  const head = 'From: root@pve1.customer.example\r\nSubject: backup\r\n\r\n'

  it.each([
    [
      'many bytes',
      Buffer.alloc(MAX_DECODED_BYTES, 'x'),
      'The message is 25.0 MB; more than 25 MB is stored but not read.',
    ],
    [
      'many lines',
      Buffer.alloc(MAX_DECODED_LINES * 2, 'x\n'),
      'The message has more than 500000 lines; such a message is stored but not read.',
    ],
  ])('has %s, and says so at once', async (_, body, reason) => {
    expect(await decodeMail(Buffer.concat([Buffer.from(head), body]))).toEqual({
      kind: 'undecodable',
      reason,
    })
  })

  it('is none that carries the largest attachment in lines of base64', async () => {
    const line = `${'QUJD'.repeat(19)}\r\n`
    const body = Buffer.alloc(MAX_DECODED_BYTES - 1000, line)
    const headers = `From: root@pve1.customer.example\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n`
    expect((await decodeMail(Buffer.concat([Buffer.from(headers), body]))).kind).toBe('decoded')
  })
})

describe('a report forwarded as an attachment', () => {
  it('is read as the report, and stays the message of who forwarded it', async () => {
    const mail = await decode(forwarded(REPORT))
    expect(mail).toMatchObject({
      fromAddress: 'helpdesk@forwarder.example',
      to: ['reports@msp.example'],
      messageId: 'forward@forwarder.example',
      sentAt: '2026-11-10T08:00:00.000Z',
      authenticationResults: [],
      subject: 'vzdump backup status (pve1.customer.example): backup successful',
      text: expect.stringContaining('Everything went well.'),
    })
    expect(readMail(mail)).toMatchObject({
      fromAddress: 'root@pve1.customer.example',
      fromName: 'Backup',
      receivedAt: '2026-11-10T02:00:00.000Z',
    })
  })

  it.each([
    ['', '\t \u00a0'],
    ['with a signature', '-- \nHelpdesk of Customer'],
    ['under an HTML body without words', '<html><body><div><br></div></body></html>', 'text/html'],
  ])('is read as the report %s', async (_, words, type = 'text/plain') => {
    expect((await decode(forwarded(REPORT, words, type))).text).toContain('Everything went well.')
  })

  it('is read through three forwards and no more', async () => {
    const thrice = forwarded(forwarded(forwarded(REPORT)))
    expect((await decode(thrice)).text).toContain('Everything went well.')
    const oftener = await decode(forwarded(thrice))
    expect(oftener.text).not.toContain('Everything went well.')
  })
})

describe('a mail that has words or files of its own is read as itself', () => {
  it.each([
    ['a question about a report', forwarded(REPORT, 'Is this one all right?')],
    ['a ticket in HTML', forwarded(REPORT, '<p>Ticket 7 was opened</p>', 'text/html')],
    ['two reports at once', mixed([attached(REPORT), attached(REPORT)])],
    ['a report and a file', mixed([attached(REPORT), ['Content-Type: application/pdf', '', 'x']])],
    ['what is no mail at all', mixed([attached(['nothing']), []])],
    [
      'a report that could not be delivered',
      mixed([
        ['', 'Your message could not be delivered.'],
        ['Content-Type: message/delivery-status', '', 'Action: failed'],
        attached(REPORT),
      ]),
    ],
  ])('%s', async (_, lines) => {
    const mail = await decode(lines)
    expect(mail.subject).toBe('FW: report')
    expect(mail.text).not.toContain('Everything went well.')
    expect(readMail(mail).fromAddress).toBe('helpdesk@forwarder.example')
  })
})

async function decode(lines: readonly string[]): Promise<DecodedMail> {
  const decoded = await decodeMail(Buffer.from(lines.join('\r\n')))
  if (decoded.kind === 'undecodable') throw new Error(decoded.reason)
  return decoded.mail
}

function forwarded(report: readonly string[], words = '', type = 'text/plain'): string[] {
  return mixed([[`Content-Type: ${type}; charset=utf-8`, '', words], attached(report)])
}

function attached(report: readonly string[]): string[] {
  return ['Content-Type: message/rfc822', 'Content-Disposition: attachment', '', ...report]
}

let boundaries = 0

function mixed(parts: readonly (readonly string[])[]): string[] {
  const boundary = `=_${boundaries++}`
  return [
    'From: Helpdesk <helpdesk@forwarder.example>',
    'To: reports@msp.example',
    'Subject: FW: report',
    'Date: Tue, 10 Nov 2026 09:00:00 +0100',
    'Message-ID: <forward@forwarder.example>',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
    '',
  ]
}
