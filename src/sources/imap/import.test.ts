import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dovecotForTests } from '../../../test/support/dovecot.ts'
import {
  asOtherProgram,
  empty,
  importAll,
  look,
  mailboxOn,
  put,
  report,
  subjectsOf,
} from '../../../test/support/imap-account.ts'
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.ts'
import type { Mailbox } from '../../domain/mailbox.ts'

const server = dovecotForTests()
let opened: Mailbox[] = []
const mailbox = (...more: Parameters<typeof mailboxOn>) => {
  const one = mailboxOn(...more)
  opened.push(one)
  return one
}
beforeEach(() => empty(server, 'INBOX', 'Done'))
afterEach(async () => {
  for (const one of opened) await one.close()
  opened = []
})

const subjects = async (folder: string) => (await look(server, folder)).map(({ subject }) => subject)

describe('an import from an IMAP folder', () => {
  it('hands over every message once, oldest first, byte for byte and with its time of receipt', async () => {
    await put(
      server,
      ['one', 'two', 'three'].map((subject) => report(subject)),
    )
    const { batches, subjects } = await importAll(mailbox(server), { batchSize: 2 })
    expect(subjects).toEqual(['one', 'two', 'three'])
    expect(batches.map(({ remaining }) => remaining)).toEqual([1, 0])
    const [first] = batches[0]?.mails ?? []
    expect(Buffer.from(first?.raw ?? []).toString()).toBe(report('one'))
    expect(first?.ref).toMatch(/^\d+\/\d+$/)
    expect(Math.abs(Date.parse(first?.receivedAt ?? '') - Date.now())).toBeLessThan(60_000)
  })

  it('moves messages once they are settled, not before, and moves nothing else', async () => {
    await put(
      server,
      ['one', 'two'].map((subject) => report(subject)),
    )
    const one = mailbox(server)
    await importAll(one, {
      async onBatch(batch) {
        expect(await subjects('INBOX')).toEqual(['one', 'two'])
        expect(await subjects('Done')).toEqual([])
        await put(server, [report('came meanwhile')])
        await batch.settle()
        await batch.settle()
      },
    })
    expect(await subjects('Done')).toEqual(['one', 'two'])
    expect(await subjects('INBOX')).toEqual(['came meanwhile'])
  })

  it('leaves read as read and unread as unread, and takes in both', async () => {
    await put(
      server,
      ['unread', 'read'].map((subject) => report(subject)),
    )
    await asOtherProgram(server, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('2', ['\\Seen', '\\Flagged'])
    })
    expect((await importAll(mailbox(server))).subjects).toEqual(['unread', 'read'])
    expect(await look(server, 'Done')).toEqual([
      { subject: 'unread', flags: [] },
      { subject: 'read', flags: ['\\Flagged', '\\Seen'] },
    ])
  })

  it('without a processed folder changes nothing at all and goes on behind what it has seen', async () => {
    await put(server, [report('one')])
    const one = mailbox(server, { processedFolder: null })
    const first = await importAll(one)
    await put(server, [report('two')])
    const second = await importAll(one, { cursor: first.cursor })
    expect([first.subjects, second.subjects]).toEqual([['one'], ['two']])
    expect((await importAll(one, { cursor: second.cursor })).batches).toEqual([])
    expect(await look(server)).toEqual([
      { subject: 'one', flags: [] },
      { subject: 'two', flags: [] },
    ])
  })

  it('takes what came during an import with the next one, and ends', async () => {
    await put(server, [report('one'), report('two')])
    const one = mailbox(server)
    const first = await importAll(one, {
      batchSize: 1,
      onBatch: () => put(server, [report('late')]),
    })
    expect(first.subjects).toEqual(['one', 'two'])
    expect((await importAll(one, { cursor: first.cursor })).subjects).toEqual(['late', 'late'])
  })

  it('hands over again what was not settled before it was interrupted, and leaves nothing behind', async () => {
    await put(
      server,
      ['one', 'two', 'three'].map((subject) => report(subject)),
    )
    const signal = new AbortController().signal
    const interrupted = mailbox(server)
    for await (const batch of interrupted.batches({ cursor: null, batchSize: 2, signal })) {
      expect(subjectsOf(batch)).toEqual(['one', 'two'])
      break
    }
    await interrupted.close()
    expect((await importAll(mailbox(server))).subjects).toEqual(['one', 'two', 'three'])
    expect(await subjects('Done')).toEqual(['one', 'two', 'three'])
    expect(await subjects('INBOX')).toEqual([])
  })

  it('starts over when the server has numbered the messages anew', async () => {
    await asOtherProgram(server, (client) => client.mailboxCreate('Reports'))
    await put(server, [report('one')], 'Reports')
    const one = mailbox(server, { incomingFolder: 'Reports', processedFolder: null })
    const { cursor } = await importAll(one)
    await asOtherProgram(server, async (client) => {
      await client.mailboxDelete('Reports')
      await new Promise((resolve) => setTimeout(resolve, 1100))
      await client.mailboxCreate('Reports')
    })
    await put(server, [report('again')], 'Reports')
    expect((await importAll(one, { cursor })).subjects).toEqual(['again'])
    await asOtherProgram(server, (client) => client.mailboxDelete('Reports'))
  })

  it('moves what used to stay once a processed folder is chosen', async () => {
    await put(server, [report('one')])
    const { cursor } = await importAll(mailbox(server, { processedFolder: null }))
    expect((await importAll(mailbox(server), { cursor })).subjects).toEqual(['one'])
    expect(await subjects('Done')).toEqual(['one'])
  })

  it('holds no more than 16 MB at once, whatever the batch size', async () => {
    const six = 6 * 1024 * 1024
    await put(
      server,
      ['one', 'two', 'three', 'four'].map((subject) => report(subject, six)),
    )
    const { batches, subjects } = await importAll(mailbox(server))
    expect(subjects).toEqual(['one', 'two', 'three', 'four'])
    expect(batches.map(({ mails, remaining }) => [mails.length, remaining])).toEqual([
      [2, 2],
      [2, 0],
    ])
  })

  it('can be stopped in the middle of a download', async () => {
    await put(server, [report('one', 8 * 1024 * 1024)])
    const stop = new AbortController()
    const reading = mailbox(server).batches({ cursor: null, batchSize: 10, signal: stop.signal }).next()
    setTimeout(() => stop.abort(new Error('enough')), 5)
    await expect(reading).rejects.toThrow('enough')
  })
})

describe('an idle poll', () => {
  let line: TcpProxy
  beforeEach(async () => {
    line = await startTcpProxy(server.port)
  })
  afterEach(() => line.stop())

  it('asks for no message, however many lie in the folder', async () => {
    await put(
      server,
      Array.from({ length: 40 }, (_, index) => report(`number ${index}`)),
    )
    const one = mailbox(line, { processedFolder: null })
    const { cursor } = await importAll(one)
    expect(line.sent()).toMatch(/UID FETCH/)
    line.forget()
    await importAll(one, { cursor })
    await importAll(one, { cursor })
    const commands = line.sent().trim().split('\r\n')
    expect(commands.map((command) => command.replace(/^\S+ /, ''))).toEqual([
      'EXAMINE INBOX',
      'EXAMINE INBOX',
    ])
  })

  it('stays that cheap when messages came and were deleted before it looked', async () => {
    await put(server, [report('one')])
    const one = mailbox(line, { processedFolder: null })
    await put(server, [report('two')])
    await asOtherProgram(server, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageDelete('2')
    })
    const { cursor } = await importAll(one)
    line.forget()
    await importAll(one, { cursor })
    expect(line.sent()).not.toMatch(/SEARCH|FETCH/)
  })

  it('asks for what is new by number, with PEEK, and never for the unread flag', async () => {
    await put(server, [report('one')])
    const one = mailbox(line)
    const { cursor } = await importAll(one)
    await put(server, [report('two')])
    line.forget()
    await importAll(one, { cursor })
    expect(line.sent()).toMatch(/BODY\.PEEK\[\]/)
    expect(line.sent()).not.toMatch(/BODY\[|RFC822 |UNSEEN|\\Seen|1:\*/)
  })
})
