import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMail } from '../../parsers/decode-mail.ts'
import { withTrace } from './trace.ts'

const ENVELOPE = {
  helo: 'backup.customer-a.example',
  clientAddress: '192.0.2.7',
  sender: 'backup@customer-a.example',
  recipients: ['reports@msp.example'],
  protocol: 'ESMTP',
  serverName: 'in.msp.example',
  id: 'abc',
  receivedAt: '2026-11-10T08:00:00.000Z',
}
const stored = (message: string) => withTrace(Buffer.from(message, 'latin1'), ENVELOPE).raw
const decoded = async (message: string) => {
  const result = await decodeMail(stored(message))
  if (result.kind !== 'decoded') throw new Error(result.reason)
  return result.mail
}

describe('the recipients of a stored message', () => {
  it('are those of the envelope and of To, never those that the message claims to have been delivered to', async () => {
    const mail = await decoded(
      [
        'Delivered-To: reports+forged1@msp.example',
        'X-Original-To : reports+forged2@msp.example',
        'envelope-TO:\r\n reports+forged3@msp.example',
        `Delivered-To${' '.repeat(100)}: reports+forged4@msp.example`,
        'Delivered-To\r\n : reports+forged5@msp.example',
        'To: reports+to@msp.example',
        'Subject: x',
        '',
        'Delivered-To: only text',
      ].join('\r\n'),
    )
    expect(mail.recipients).toEqual(['reports@msp.example', 'reports+to@msp.example'])
    expect(mail.text).toContain('Delivered-To: only text')
  })

  it('hold against every way of writing such a header', async () => {
    const noise = fc.constantFrom(
      '',
      ' ',
      '\t',
      '\r',
      '\n',
      '\r\n',
      '\r\n ',
      '\n\t',
      ':',
      '\0',
      '\v',
      '\xa0',
      '"',
      'x',
      ' '.repeat(50),
    )
    const name = fc.constantFrom(
      'Delivered-To',
      'x-original-TO',
      'Envelope-To',
      '=?utf-8?q?Delivered-To?=',
      'Subject',
    )
    const line = fc
      .tuple(
        noise,
        name,
        noise,
        noise,
        fc.constantFrom(':', ''),
        noise,
        fc.constantFrom('\r\n', '\n', '\r', ''),
      )
      .map(
        ([a, header, b, c, colon, d, end]) =>
          `${a}${header}${b}${c}${colon}${d} forged+tag@msp.example${end}`,
      )
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), async (lines) => {
        const result = await decodeMail(stored(lines.join('')))
        if (result.kind === 'decoded') expect(result.mail.recipients).toEqual(['reports@msp.example'])
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a message', () => {
  it('keeps every byte but for the renamed headers, also a sender’s own Authentication-Results', () => {
    const message =
      'Authentication-Results: x; spf=pass\r\nReturn-Path: <a@b.example>\nSubject: y\r\n\r\n\0\xff'
    expect(stored(message).toString('latin1')).toMatch(
      /\+0000\r\nAuthentication-Results: x; spf=pass\r\nX-Foreign-Return-Path: <a@b\.example>\nSubject: y\r\n\r\n\0ÿ$/,
    )
  })

  it('that is a mere text stays one', async () => {
    expect((await decoded('Backup finished without errors\r\nNext: tomorrow\r\n')).text).toContain(
      'Backup finished without errors\nNext: tomorrow',
    )
  })

  it('of nothing but a header, or of nothing at all, is bounded work', () => {
    expect(stored('Subject: x').toString()).toMatch(/\+0000\r\nSubject: x$/)
    expect(stored('').toString()).toMatch(/\+0000\r\n\r\n$/)
    const long = 'Delivered-To: a@b.example\n'.repeat(800_000)
    const renamed = stored(long).toString('latin1').split('X-Foreign-').length
    expect(renamed).toBeGreaterThan(100_000)
    expect(renamed).toBeLessThan(400_000)
  })
})
