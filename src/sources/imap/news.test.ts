import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dovecotForTests } from '../../../test/support/dovecot.ts'
import { empty, importAll, mailboxOn, put, report } from '../../../test/support/imap-account.ts'
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.ts'
import type { Mailbox } from '../../domain/mailbox.ts'

const server = dovecotForTests()
let line: TcpProxy
let mailbox: Mailbox
beforeEach(async () => {
  await empty(server, 'INBOX', 'Done')
  line = await startTcpProxy(server.port)
  mailbox = mailboxOn(line)
})
afterEach(async () => {
  await mailbox.close()
  await line.stop()
})

/** The mailbox's wait, begun and idling. */
async function waiting(signal = new AbortController().signal) {
  const state = { isOver: false }
  const news = mailbox.waitForNews?.(signal).finally(() => {
    state.isOver = true
  })
  while (!line.sent().includes('IDLE')) await new Promise((resolve) => setTimeout(resolve, 10))
  return { state, news }
}

describe('waiting for news', () => {
  it('ends soon after a message arrives, and not before', async () => {
    const { state, news } = await waiting()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(state.isOver).toBe(false)
    await put(server, [report('one')])
    await news
    expect((await importAll(mailbox)).subjects).toEqual(['one'])
  })

  it('goes on after an import with the same connection, and does not take the moved messages for news', async () => {
    await put(server, [report('one')])
    const { cursor } = await importAll(mailbox)
    const { state, news } = await waiting()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(state.isOver).toBe(false)
    await put(server, [report('two')])
    await news
    expect((await importAll(mailbox, { cursor })).subjects).toEqual(['two'])
    expect(line.sent().match(/LOGIN|AUTHENTICATE/g)).toHaveLength(1)
  })

  it('ends at once when something came after the last import had looked', async () => {
    await importAll(mailbox)
    await put(server, [report('in between')])
    await mailbox.waitForNews?.(new AbortController().signal)
  })

  it('can be given up', async () => {
    const stop = new AbortController()
    const { news } = await waiting(stop.signal)
    stop.abort(new Error('shutting down'))
    await expect(news).rejects.toThrow('shutting down')
  })

  it('ends with the reason when the server keeps hanging up', async () => {
    const { news } = await waiting()
    line.cutAfter(0)
    await put(server, [report('cut')])
    await expect(news).rejects.toMatchObject({ name: 'MailboxTrouble', kind: 'network' })
  })
})

describe('a server without IDLE', () => {
  const plain = dovecotForTests({
    config: () => 'protocol imap {\n  imap_capability = IMAP4rev1 UIDPLUS MOVE\n}',
  })

  it('is asked at intervals instead', async () => {
    const other = await startTcpProxy(plain.port)
    const stop = new AbortController()
    const one = mailboxOn(other)
    const news = one.waitForNews?.(stop.signal)
    while (!/\bNOOP\b/.test(other.sent())) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(other.sent()).not.toContain('IDLE')
    stop.abort(new Error('enough'))
    await expect(news).rejects.toThrow('enough')
    await one.close()
    await other.stop()
  })
})
