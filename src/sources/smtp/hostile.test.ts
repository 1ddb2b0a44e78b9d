import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { selfSignedCertificate } from '../../../test/support/certificate.ts'
import { dial, dialForMail, type SmtpLine } from '../../../test/support/smtp-line.ts'
import { listen, send, type TestListener } from '../../../test/support/smtp-listener.ts'
import type { SmtpCertificate } from './index.ts'

const REPORT = 'Subject: Backup done\r\n\r\nDone.\r\n'

let open: { stop(): Promise<void> }[] = []
let lines: SmtpLine[] = []
const started = async (...args: Parameters<typeof listen>): Promise<TestListener> => {
  const listener = await listen(...args)
  open.push(listener)
  return listener
}
const kept = (line: SmtpLine) => {
  lines.push(line)
  return line
}
afterEach(async () => {
  for (const { socket } of lines) socket.destroy()
  await Promise.all(open.map((listener) => listener.stop()))
  open = []
  lines = []
})
let certificate: SmtpCertificate
beforeAll(async () => {
  certificate = await selfSignedCertificate()
})
const textOf = (mail: { raw: Uint8Array } | undefined) => Buffer.from(mail?.raw ?? []).toString('latin1')
const stillServes = async ({ port, received }: TestListener) => {
  const before = received.length
  await send(port, { to: 'reports@msp.example' })
  expect(received.length).toBe(before + 1)
}

describe('a message that smuggles another one', () => {
  it.each([
    ['\\n.\\n', '\n.\n'],
    ['\\n.\\r\\n', '\n.\r\n'],
    ['\\r\\n.\\n', '\r\n.\n'],
    ['\\r.\\r', '\r.\r'],
    ['\\r\\n.\\r', '\r\n.\r'],
    ['a dot and a NUL', '\r\n.\0\r\n'],
  ])('behind %s is one message', async (_name, end) => {
    const listener = await started()
    const line = kept(await dialForMail(listener.port))
    await line.ask('DATA')
    const smuggled = `MAIL FROM:<forged@customer-a.example>\r\nRCPT TO:<reports@msp.example>\r\nDATA\r\nSubject: smuggled\r\n\r\n`
    line.send(`Subject: first\r\n\r\ntext${end}${smuggled}end\r\n.\r\n`)
    expect(await line.hear()).toMatch(/^250 /)
    expect(await line.ask('QUIT')).toMatch(/^221 /)
    expect(listener.received).toHaveLength(1)
    expect(textOf(listener.received[0])).toContain('MAIL FROM:<forged@customer-a.example>')
  })

  it('byte by byte, with a stuffed dot in front, is one message', async () => {
    const listener = await started()
    const line = kept(await dialForMail(listener.port))
    line.socket.setNoDelay(true)
    await line.ask('DATA')
    for (const byte of '..\r\nMAIL FROM:<forged@customer-a.example>\r\n.\r\n') {
      line.send(byte)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(await line.hear()).toMatch(/^250 /)
    expect(listener.received).toHaveLength(1)
  })

  it('in front of STARTTLS is forgotten', async () => {
    const listener = await started({}, { certificate })
    const line = kept(dial(listener.port))
    await line.hear()
    await line.ask('EHLO backup.customer-a.example')
    line.send('STARTTLS\r\nMAIL FROM:<forged@customer-a.example>\r\nRCPT TO:<reports@msp.example>\r\n')
    expect(await line.hear()).toMatch(/^220 /)
    expect(
      await Promise.race([line.hear(), new Promise((resolve) => setTimeout(resolve, 200, 'nothing'))]),
    ).toBe('nothing')
  })
})

describe('an address that wants to be two', () => {
  it.each([
    'reports@msp.example,other+tag@in.msp.example',
    '"a, b+tag@in.msp.example"@in.msp.example',
    'reports@msp.example\u0000@in.msp.example',
    'a b@in.msp.example',
    'a\tb@in.msp.example',
    '<a@in.msp.example',
    'reports%customer-a.example@msp.example',
    'customer-a.example!reports@msp.example',
  ])('is refused: %j', async (address) => {
    const listener = await started()
    const line = kept(dial(listener.port))
    await line.hear()
    await line.ask('EHLO backup.customer-a.example')
    await line.ask('MAIL FROM:<backup@customer-a.example>')
    expect(await line.ask(`RCPT TO:<${address}>`)).toMatch(/^5\d\d /)
    expect(await line.ask('DATA')).toMatch(/^503 /)
  })

  it('or a sender or a name with strange characters never writes a header of its own', async () => {
    const listener = await started()
    const line = kept(dial(listener.port))
    await line.hear()
    await line.ask('EHLO host;"x"(y)<z>')
    await line.ask('MAIL FROM:<"x>;y"@customer-a.example>')
    await line.ask('MAIL FROM:<a(b)@customer-a.example>')
    await line.ask('RCPT TO:<reports@msp.example>')
    await line.ask('DATA')
    line.send(`${REPORT}.\r\n`)
    await line.hear()
    expect(textOf(listener.received[0])).toMatch(
      /^Return-Path: <>\r\nDelivered-To: reports@msp\.example\r\nReceived: from host\?\?x\?\?y\?\?z\? /,
    )
  })
})

describe('a client that misbehaves', () => {
  it('by an endless command line is cut off', async () => {
    const listener = await started()
    const line = kept(dial(listener.port))
    await line.hear()
    line.send('EHLO '.padEnd(10 * 1024 * 1024, 'x'))
    expect(await line.rest()).toMatch(/^421 .*too long/)
    await stillServes(listener)
  })

  it('by rubbish is cut off', async () => {
    const listener = await started()
    const line = kept(dial(listener.port))
    await line.hear()
    line.send(Buffer.from('\0\xff\r\n'.repeat(1000), 'latin1'))
    expect(await line.rest()).toMatch(/421 .*too many unrecognized commands/)
    await stillServes(listener)
  })

  it('by talking before it is greeted, or speaking HTTP, is cut off', async () => {
    const listener = await started()
    const early = kept(dial(listener.port))
    early.send('EHLO x\r\n')
    expect(await early.rest()).toMatch(/^421 /)
    const http = kept(dial(listener.port))
    await http.hear()
    http.send('POST / HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(await http.rest()).toMatch(/^421 /)
  })

  it('by one line of 10 MB in its message is received when that fits, and bounded when not', async () => {
    const listener = await started({ maxBytes: 12 * 1024 * 1024 })
    const line = kept(await dialForMail(listener.port))
    await line.ask('DATA')
    line.send(`Subject: long\r\n\r\n${'x'.repeat(10 * 1024 * 1024)}\r\n.\r\n`)
    expect(await line.hear()).toMatch(/^250 /)
    expect(listener.received[0]?.raw.byteLength).toBeGreaterThan(10 * 1024 * 1024)
  })

  it('by a message without end is cut off, and its bytes are not kept', async () => {
    const listener = await started()
    const line = kept(await dialForMail(listener.port))
    await line.ask('DATA')
    const megabyte = Buffer.alloc(1024 * 1024, 'x\r\n')
    let sent = 0
    while (!line.socket.destroyed && sent < 200) {
      await new Promise<void>((resolve) => line.socket.write(megabyte, () => resolve()))
      sent += 1
    }
    expect(sent).toBeLessThan(100)
    expect(await line.rest()).toMatch(/^552 |^$/)
    expect(listener.received).toEqual([])
    await stillServes(listener)
  })

  it('by leaving before the final dot has sent nothing', async () => {
    const listener = await started()
    const line = kept(await dialForMail(listener.port))
    await line.ask('DATA')
    line.send('Subject: half\r\n\r\nThe backup was success')
    await new Promise((resolve) => setTimeout(resolve, 50))
    line.socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(listener.received).toEqual([])
    await stillServes(listener)
  })

  it('by half-closing before the final dot has sent nothing either', async () => {
    const listener = await started()
    const line = kept(await dialForMail(listener.port))
    await line.ask('DATA')
    line.socket.end('Subject: half\r\n\r\nThe backup was success\r\n.')
    await line.rest()
    expect(listener.received).toEqual([])
  })

  it('by leaving after the final dot has still delivered', async () => {
    const stored = Promise.withResolvers<void>()
    const seen: string[] = []
    const listener = await started(
      {},
      {
        async deliver(mail) {
          await stored.promise
          seen.push(mail.sender)
        },
      },
    )
    const line = kept(await dialForMail(listener.port))
    await line.ask('DATA')
    line.send(`${REPORT}.\r\n`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    line.socket.destroy()
    stored.resolve()
    await listener.stop()
    expect(seen).toEqual(['backup@customer-a.example'])
  })

  it('by silence, or by trickling its message, is cut off', async () => {
    const listener = await started({}, {}, { idleMs: 400, messageMs: 1500, stopMs: 1000 })
    const silent = kept(dial(listener.port))
    await silent.hear()
    expect(await silent.rest()).toMatch(/^421 .*Timeout/)
    const slow = kept(await dialForMail(listener.port))
    await slow.ask('DATA')
    const trickle = setInterval(() => slow.send('x'), 100)
    expect(await slow.rest()).toMatch(/^421 .*took too long/)
    clearInterval(trickle)
    expect(listener.received).toEqual([])
    await stillServes(listener)
  })

  it('by many connections leaves room for others, and what is too much is asked to wait', async () => {
    const listener = await started({ maxConnections: 6 })
    for (let index = 0; index < 3; index += 1) expect(await kept(dial(listener.port)).hear()).toMatch(/^220 /)
    expect(await kept(dial(listener.port)).rest()).toMatch(/^421 Too many connections from your address/)
    expect(await kept(dial(listener.port, '127.0.0.2')).hear()).toMatch(/^220 /)
    for (const { socket } of lines) socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await stillServes(listener)
  })

  it('by guessing passwords is slowed down, cut off, and then not even asked', async () => {
    let asked = 0
    const listener = await started(
      { authentication: 'optional' },
      {
        certificate,
        async authenticate() {
          asked += 1
          return false
        },
      },
    )
    const guess = () =>
      send(listener.port, { to: 'reports@msp.example' }, { auth: { user: 'anna', pass: 'guess' } })
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => guess().catch((error) => error.responseCode)),
    )
    expect(answers).toEqual(Array(10).fill(535))
    expect(await guess().catch((error) => error.responseCode)).toBe(454)
    expect(asked).toBe(10)
  })
})

describe('memory', () => {
  it('for messages that wait to be stored is bounded; what is too much is to be sent again', async () => {
    const stored = Promise.withResolvers<void>()
    const listener = await started({ maxBytes: 30 * 1024 * 1024 }, { deliver: () => stored.promise })
    const message = `Subject: large\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(25 * 1024)}.\r\n`
    const answers: Promise<string>[] = []
    for (let index = 0; index < 3; index += 1) {
      const line = kept(await dialForMail(listener.port))
      await line.ask('DATA')
      line.send(message)
      answers.push(line.hear())
    }
    expect(await Promise.race(answers)).toMatch(/^452 /)
    stored.resolve()
    expect((await Promise.all(answers)).map((answer) => answer.slice(0, 3)).sort()).toEqual([
      '250',
      '250',
      '452',
    ])
  })
})
