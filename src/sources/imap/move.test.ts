import { beforeEach, describe, expect, it } from 'vitest'
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

const offering = (capabilities: string) => ({
  config: () => `protocol imap {\n  imap_capability = IMAP4rev1 LITERAL+ SASL-IR ${capabilities}\n}`,
})

describe('a server without MOVE', () => {
  const server = dovecotForTests(offering('UIDPLUS IDLE'))
  beforeEach(() => empty(server, 'INBOX', 'Done'))

  it('gets its messages copied and removed one by one, and keeps what others have marked as deleted', async () => {
    await put(
      server,
      ['one', 'marked by a person', 'two'].map((subject) => report(subject)),
    )
    await asOtherProgram(server, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('2', ['\\Deleted'])
    })
    const mailbox = mailboxOn(server)
    await importAll(mailbox, {
      batchSize: 1,
      async onBatch(batch) {
        await batch.settle()
        const left = (await look(server)).map(({ subject }) => subject)
        if (batch.remaining === 2) expect(left).toEqual(['marked by a person', 'two'])
      },
    })
    await mailbox.close()
    expect((await look(server, 'Done')).map(({ subject }) => subject)).toEqual([
      'one',
      'marked by a person',
      'two',
    ])
    expect(await look(server)).toEqual([])
  })
})

describe('a server without MOVE and UIDPLUS', () => {
  const server = dovecotForTests(offering('IDLE'))

  it('gets its messages copied and marked as deleted once; expunging is left to the mailbox’s owner', async () => {
    await put(
      server,
      ['one', 'two'].map((subject) => report(subject)),
    )
    const mailbox = mailboxOn(server)
    await importAll(mailbox)
    await importAll(mailbox)
    await mailbox.close()
    expect(await look(server)).toEqual([
      { subject: 'one', flags: ['\\Deleted'] },
      { subject: 'two', flags: ['\\Deleted'] },
    ])
    expect((await look(server, 'Done')).map(({ subject }) => subject)).toEqual(['one', 'two'])
  })
})
