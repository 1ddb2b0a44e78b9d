import { chmod, chown, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
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
} from '../../../test/support/imap-account.ts'
import { startTcpProxy } from '../../../test/support/tcp-proxy.ts'
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

async function deleteMail(index: number): Promise<void> {
  await asOtherProgram(server, async (client) => {
    await client.mailboxOpen('INBOX')
    // The first message was handed over but not moved yet, so that the positions still hold.
    await client.messageDelete(index)
  })
}

/** Makes the n-th message of the inbox unreadable for the server; the answer mends it. */
async function spoil(index: number): Promise<() => Promise<void>> {
  const folder = path.join(server.maildir, 'new')
  const name = (await readdir(folder)).sort()[index]
  if (!name) throw new Error('no such message')
  const file = path.join(folder, name)
  const { uid, gid } = await stat(file)
  await chmod(file, 0)
  if (process.getuid?.() === 0) await chown(file, 0, 0)
  return async () => {
    const now = path.join(server.maildir, 'cur', `${name}:2,`)
    await chmod(now, 0o600)
    await chown(now, uid, gid)
  }
}

describe('a message that cannot be fetched', () => {
  it('is named, stays where it is, does not stop those behind it, and comes once it can', async () => {
    await put(
      server,
      ['one', 'two', 'three'].map((subject) => report(subject)),
    )
    const mend = await spoil(1)
    const one = mailbox(server)
    const first = await importAll(one)
    expect(first.subjects).toEqual(['one', 'three'])
    expect(first.batches.flatMap(({ problems }) => problems)).toEqual([
      { ref: expect.stringMatching(/^\d+\/\d+$/), problem: expect.stringContaining('did not hand over') },
    ])
    const second = await importAll(one, { cursor: first.cursor })
    expect([second.subjects, second.batches[0]?.problems.length]).toEqual([[], 1])
    await mend()
    expect((await importAll(one, { cursor: second.cursor })).subjects).toEqual(['two'])
    expect(await subjects('INBOX')).toEqual([])
    expect(await subjects('Done')).toEqual(['one', 'three', 'two'])
  })

  it('because it is too large is told apart before it is downloaded', async () => {
    await put(server, [report('huge', 51 * 1024 * 1024), report('small')])
    const line = await startTcpProxy(server.port)
    const one = mailbox(line)
    line.cutAfter(1024 * 1024)
    const { subjects: taken, batches } = await importAll(one)
    expect(taken).toEqual(['small'])
    expect(batches[0]?.problems[0]?.problem).toMatch(/The message is 5\d MB; more than 50 MB is not taken in/)
    expect(await subjects('INBOX')).toEqual(['huge'])
    await one.close()
    await line.stop()
  })

  it('because somebody has just deleted it is no problem', async () => {
    await put(
      server,
      ['one', 'two', 'three'].map((subject) => report(subject)),
    )
    const { subjects: taken, batches } = await importAll(mailbox(server), {
      batchSize: 1,
      async onBatch({ remaining }) {
        if (remaining === 2) await deleteMail(2)
      },
    })
    expect(taken).toEqual(['one', 'three'])
    expect(batches.flatMap(({ problems }) => problems)).toEqual([])
  })
})

describe('a connection that breaks', () => {
  it('in the middle of a download is opened again, and nothing is missing', async () => {
    await put(
      server,
      ['one', 'two'].map((subject) => report(subject, 400_000)),
    )
    const line = await startTcpProxy(server.port)
    const one = mailbox(line)
    line.cutAfter(600_000)
    const { subjects: taken, batches } = await importAll(one)
    expect([taken, batches.flatMap(({ problems }) => problems)]).toEqual([['one', 'two'], []])
    await one.close()
    await line.stop()
  })

  it('because the server goes away ends the import with the reason; the next one takes the rest', async () => {
    await put(
      server,
      ['one', 'two', 'three'].map((subject) => report(subject)),
    )
    const kept: { cursor: unknown } = { cursor: null }
    const interrupted = importAll(mailbox(server), {
      batchSize: 1,
      async onBatch(batch) {
        if (batch.remaining === 1) await server.stop()
        else kept.cursor = batch.cursor
      },
    })
    await expect(interrupted).rejects.toMatchObject({ name: 'MailboxTrouble', kind: 'network' })
    await server.start()
    const { subjects: taken } = await importAll(mailbox(server), { cursor: kept.cursor })
    expect(taken).toEqual(['two', 'three'])
    expect(await subjects('INBOX')).toEqual([])
    expect(await subjects('Done')).toEqual(['one', 'two', 'three'])
  })

  it('while the messages are being stored is opened again to move them', async () => {
    await put(
      server,
      ['one', 'two'].map((subject) => report(subject)),
    )
    await importAll(mailbox(server), {
      async onBatch() {
        await server.stop()
        await server.start()
      },
    })
    expect(await subjects('Done')).toEqual(['one', 'two'])
  })
})
