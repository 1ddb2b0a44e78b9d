import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { selfSignedCertificate } from '../../../test/support/certificate.ts'
import { freePort } from '../../../test/support/free-port.ts'
import { dial, dialForMail } from '../../../test/support/smtp-line.ts'
import { listen, SMTP_SETTINGS, send, type TestListener } from '../../../test/support/smtp-listener.ts'
import { decodeMail } from '../../parsers/decode-mail.ts'
import { type SmtpCertificate, smtpCertificateSchema, smtpSettingsSchema } from './index.ts'

const REPORT =
  'From: backup@customer-a.example\r\nTo: reports@msp.example\r\nSubject: Backup done\r\n\r\n.hidden dot\r\n..two dots\r\nDone.\r\n'

let open: TestListener[] = []
const started = async (...args: Parameters<typeof listen>) => {
  const listener = await listen(...args)
  open.push(listener)
  return listener
}
afterEach(async () => {
  await Promise.all(open.map((listener) => listener.stop()))
  open = []
})
let certificate: SmtpCertificate
beforeAll(async () => {
  certificate = await selfSignedCertificate()
})
const textOf = (mail: { raw: Uint8Array } | undefined) => Buffer.from(mail?.raw ?? []).toString()

describe('a report sent to the listener', () => {
  it('is delivered as it was sent, with our trace on top', async () => {
    const { port, received } = await started()
    await send(port, { to: 'reports+acme@msp.example', raw: REPORT })
    expect(received).toMatchObject([
      {
        sender: 'backup@customer-a.example',
        recipients: ['reports+acme@msp.example'],
        receivedAt: '2026-11-10T08:00:00.000Z',
        clientAddress: '127.0.0.1',
      },
    ])
    expect(textOf(received[0]).replace(/id \S+/, 'id 1')).toBe(
      [
        'Return-Path: <backup@customer-a.example>',
        'Delivered-To: reports+acme@msp.example',
        'Received: from backup.customer-a.example ([127.0.0.1])',
        '\tby in.msp.example (Backupchecks) with ESMTP id 1',
        '\tfor <reports+acme@msp.example>;',
        '\tTue, 10 Nov 2026 08:00:00 +0000',
        REPORT,
      ].join('\r\n'),
    )
  })

  it('is received for a whole domain, for single addresses with their plus-tags, and for nobody else', async () => {
    const { port, received } = await started()
    for (const to of ['Anything@IN.MSP.example', 'any+thing@in.msp.example', 'Reports+Acme@msp.example'])
      await send(port, { to })
    expect(received.flatMap(({ recipients }) => recipients)).toEqual([
      'anything@in.msp.example',
      'any+thing@in.msp.example',
      'reports+acme@msp.example',
    ])
    for (const to of ['other@msp.example', 'reports@customer-a.example', 'reports@sub.in.msp.example'])
      await expect(send(port, { to })).rejects.toMatchObject({ responseCode: 550 })
  })

  it('is received for those of its recipients that are ours, and says for how many', async () => {
    const { port, received } = await started()
    await send(port, { to: ['a@in.msp.example', 'foreign@customer-a.example', 'b@in.msp.example'] })
    expect(received[0]?.recipients).toEqual(['a@in.msp.example', 'b@in.msp.example'])
    const decoded = await decodeMail(received[0]?.raw ?? new Uint8Array())
    expect(decoded.kind === 'decoded' && decoded.mail.recipients.slice(0, 2)).toEqual([
      'a@in.msp.example',
      'b@in.msp.example',
    ])
    expect(decoded.kind === 'decoded' && decoded.mail.topReceivedAt).toBe('2026-11-10T08:00:00.000Z')
  })

  it('with a plus-tag is refused where tags are not wanted', async () => {
    const { port } = await started({ allowPlusTags: false })
    await send(port, { to: 'reports@msp.example' })
    await expect(send(port, { to: 'reports+acme@msp.example' })).rejects.toMatchObject({ responseCode: 550 })
  })

  it('that wants no answer (an empty sender) is received', async () => {
    const { port, received } = await started()
    await send(port, { from: '', to: 'reports@msp.example', raw: REPORT })
    expect(textOf(received[0])).toMatch(/^Return-Path: <>\r\n/)
  })

  it('is acknowledged only after it is stored', async () => {
    const stored = Promise.withResolvers<void>()
    const { port } = await started({}, { deliver: () => stored.promise })
    const line = await dialForMail(port)
    await line.ask('DATA')
    line.send(`${REPORT}.\r\n`)
    const answer = line.hear()
    expect(
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 300, 'nothing yet'))]),
    ).toBe('nothing yet')
    stored.resolve()
    expect(await answer).toMatch(/^250 /)
    line.socket.destroy()
  })

  it('that cannot be stored is to be sent again, and the reason stays with us', async () => {
    const { port } = await started(
      {},
      { deliver: () => Promise.reject(new Error('password of the database')) },
    )
    const failure = await send(port, { to: 'reports@msp.example' }).catch((error) => error)
    expect(failure).toMatchObject({ responseCode: 451 })
    expect(failure.response).not.toContain('database')
  })

  it('that is too large is refused, whether it says so or not, and the connection goes on', async () => {
    const { port, received } = await started()
    await expect(
      send(port, { to: 'reports@msp.example', attachment: Buffer.alloc(2 * 1024 * 1024) }),
    ).rejects.toMatchObject({ responseCode: 552 })
    const line = await dialForMail(port)
    await line.ask('DATA')
    line.send(`Subject: long\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(2000)}.\r\n`)
    expect(await line.hear()).toMatch(/^552 /)
    expect(await line.ask('MAIL FROM:<a@customer-a.example> SIZE=99999999')).toMatch(/^552 /)
    expect(await line.ask('MAIL FROM:<a@customer-a.example>')).toMatch(/^250 /)
    line.socket.destroy()
    expect(received).toEqual([])
  })
})

describe('a client', () => {
  it('outside the allowed networks is refused with the greeting', async () => {
    const { port } = await started({ allowedClients: ['192.0.2.0/24', '127.0.0.9', '2001:db8::/32'] })
    expect(await dial(port).rest()).toMatch(/^554 Your address may not deliver reports here\r\n$/)
    const allowed = dial(port, '127.0.0.9')
    expect(await allowed.hear()).toMatch(/^220 /)
    allowed.socket.destroy()
  })

  it('that sends too many messages in a minute is asked to wait until the next', async () => {
    let now = '2026-11-10T08:00:10.000Z'
    const { port } = await started({ maxPerClientPerMinute: 2 }, { clock: () => now })
    await send(port, { to: 'reports@msp.example' })
    await send(port, { to: 'reports@msp.example' })
    await expect(send(port, { to: 'reports@msp.example' })).rejects.toMatchObject({ responseCode: 450 })
    now = '2026-11-10T08:01:00.000Z'
    await send(port, { to: 'reports@msp.example' })
  })

  it('must encrypt where that is required', async () => {
    const { port, received } = await started({ requireTls: true }, { certificate })
    const line = dial(port)
    await line.hear()
    await line.ask('EHLO backup.customer-a.example')
    expect(await line.ask('MAIL FROM:<a@customer-a.example>')).toMatch(/^530 .*STARTTLS/)
    line.socket.destroy()
    await send(port, { to: 'reports@msp.example' }, { requireTLS: true })
    expect(textOf(received[0])).toContain(' with ESMTPS id ')
  })

  it('must sign in where that is required, over TLS only, and with the right password', async () => {
    const asked: string[] = []
    const authenticate = async (user: string, password: string) => {
      asked.push(user)
      return password === 'right'
    }
    const { port, received } = await started({ authentication: 'required' }, { certificate, authenticate })
    const mail = { to: 'reports@msp.example' }
    await expect(send(port, mail)).rejects.toMatchObject({ responseCode: 530 })
    const line = dial(port)
    await line.hear()
    expect(await line.ask('EHLO backup.customer-a.example')).toContain('STARTTLS')
    expect(await line.ask('AUTH PLAIN AGFubmEAcmlnaHQ=')).toMatch(/^538 /)
    line.socket.destroy()
    expect(asked).toEqual([])
    await expect(send(port, mail, { auth: { user: 'anna', pass: 'wrong' } })).rejects.toMatchObject({
      responseCode: 535,
    })
    await send(port, mail, { auth: { user: 'anna', pass: 'right' } })
    expect(asked).toEqual(['anna', 'anna'])
    expect(textOf(received[0])).toContain(' with ESMTPSA id ')
  })
})

describe('stopping', () => {
  it('waits for the message under way, acknowledges it, and takes no other', async () => {
    const stored = Promise.withResolvers<void>()
    const { port, stop } = await listen({}, { deliver: () => stored.promise })
    const idle = dial(port)
    await idle.hear()
    const line = await dialForMail(port)
    await line.ask('DATA')
    line.send(`${REPORT}.\r\n`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const stopped = stop()
    expect(await idle.rest()).toMatch(/^421 /)
    expect(await dial(port).rest()).toBe('')
    stored.resolve()
    expect(await line.hear()).toMatch(/^250 /)
    expect(await line.rest()).toMatch(/^421 /)
    await stopped
  })

  it('frees the port', async () => {
    const port = await freePort()
    for (let round = 0; round < 2; round += 1) await (await listen({ port })).stop()
  })
})

describe('a listener that cannot start says why', () => {
  it('when its port is taken', async () => {
    const { port } = await started()
    await expect(listen({ port })).rejects.toMatchObject({
      kind: 'network',
      message: expect.stringMatching(/port \d+ of 127\.0\.0\.1: another program has it/),
    })
  })

  it('when its address is not one of this machine', async () => {
    await expect(listen({ host: '192.0.2.1' })).rejects.toThrow(/this machine does not have that address/)
  })

  it('when its certificate is missing or cannot be used', async () => {
    await expect(listen({ requireTls: true })).rejects.toThrow(/has no certificate/)
    await expect(listen({ authentication: 'optional' })).rejects.toThrow(/in the clear/)
    const other = await selfSignedCertificate()
    await expect(listen({}, { certificate: { key: other.key, cert: certificate.cert } })).rejects.toThrow(
      /must be a certificate and its own key/,
    )
  })
})

describe('settings', () => {
  it('are taken as they are when they fit', () => {
    const settings = { ...SMTP_SETTINGS, port: 2525, allowedClients: ['192.0.2.7', '2001:db8::/32'] }
    expect(smtpSettingsSchema.parse(settings)).toEqual(settings)
  })

  it('that would receive for nobody or from nobody, or name no network, are refused', () => {
    for (const wrong of [
      { recipientDomains: [], recipientAddresses: [] },
      { allowedClients: [] },
      { allowedClients: ['office'] },
      { allowedClients: ['192.0.2.0/33'] },
    ])
      expect(smtpSettingsSchema.safeParse({ ...SMTP_SETTINGS, port: 2525, ...wrong }).success).toBe(false)
  })

  it('of a certificate without its key are refused', () => {
    expect(smtpCertificateSchema.safeParse({ cert: certificate.cert }).success).toBe(false)
    expect(smtpCertificateSchema.parse(certificate)).toEqual(certificate)
  })
})
