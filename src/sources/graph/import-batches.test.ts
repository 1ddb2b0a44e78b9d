import { describe, expect, it } from 'vitest'
import {
  deliverMany,
  expectNoSecrets,
  graphMailbox,
  importAll,
  rawMail,
  troubleOf,
} from '../../../test/support/graph-mailbox.ts'

const signal = new AbortController().signal
const about = (id: string) => (request: { path: string }) => request.path.includes(encodeURIComponent(id))

describe('an import', () => {
  it('hands over every message, oldest first, in batches, byte for byte, and says how many are left', async () => {
    const { fake, mailbox } = await graphMailbox()
    const later = fake.deliver({ raw: rawMail(99), receivedAt: '2026-11-22T00:00:00Z' })
    const delivered = deliverMany(fake, 7)
    const batches = []
    for await (const batch of mailbox.batches({ cursor: null, batchSize: 3, signal })) batches.push(batch)
    expect(batches.map((batch) => batch.mails.length)).toEqual([3, 3, 2])
    expect(batches.map((batch) => batch.remaining)).toEqual([5, 2, 0])
    const mails = batches.flatMap((batch) => batch.mails)
    expect(mails.map((mail) => mail.ref)).toEqual([...delivered, later])
    expect(mails[1]?.receivedAt).toBe('2026-11-20T00:01:00.000Z')
    expect(Buffer.from(mails[1]?.raw ?? []).equals(rawMail(1))).toBe(true)
  })

  it('of an empty folder has no batch', async () => {
    const { mailbox } = await graphMailbox()
    expect(await importAll(mailbox)).toEqual({ refs: [], problems: [], remaining: [] })
  })

  it('moves a message only once its batch is settled, and never touches the unread flag', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 5)
    for await (const batch of mailbox.batches({ cursor: null, batchSize: 2, signal })) {
      const moved = fake.messagesIn(fake.processedFolderId).map((message) => message.immutableId)
      for (const mail of batch.mails) expect(moved).not.toContain(mail.ref)
      await batch.settle()
    }
    expect(fake.messagesIn(fake.incomingFolderId)).toEqual([])
    const processed = fake.messagesIn(fake.processedFolderId)
    expect(processed).toHaveLength(5)
    expect(processed.filter((message) => message.isRead)).toEqual([])
  })

  it('asks for ids that stay in every call, for two things at once at most, and for no flag', async () => {
    const { fake, mailbox } = await graphMailbox({ latencyMs: 3 })
    deliverMany(fake, 12)
    await Promise.all([importAll(mailbox), mailbox.folders()])
    const calls = fake.requests().filter((request) => request.operation !== 'token')
    expect(calls.filter((call) => call.headers.prefer !== 'IdType="ImmutableId"')).toEqual([])
    expect(calls.filter((call) => /isRead/.test(JSON.stringify(call)))).toEqual([])
    expect(fake.mostAtOnce()).toBe(2)
  })

  it('keeps the same id for a message that was moved by hand and back', async () => {
    const { fake, mailbox } = await graphMailbox()
    const [only = ''] = deliverMany(fake, 1)
    fake.moveMessage(only, fake.inboxId)
    fake.moveMessage(only, fake.incomingFolderId)
    expect((await importAll(mailbox)).refs).toEqual([only])
  })

  it('that stops before settling hands the same messages over again the next time', async () => {
    const { fake, mailbox } = await graphMailbox()
    const delivered = deliverMany(fake, 5)
    expect((await importAll(mailbox, { settle: false })).refs).toEqual(delivered)
    expect((await importAll(mailbox)).refs).toEqual(delivered)
    expect((await importAll(mailbox)).refs).toEqual([])
  })

  it('ends with its signal, while what was handed over can still be settled', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 6)
    const controller = new AbortController()
    const batches = mailbox.batches({ cursor: null, batchSize: 2, signal: controller.signal })
    const first = await batches.next()
    controller.abort(new Error('shutting down'))
    await first.value?.settle()
    await expect(batches.next()).rejects.toThrow('shutting down')
    expect(fake.messagesIn(fake.processedFolderId)).toHaveLength(2)
  })

  it('ends when the mailbox is closed, also in the middle of an answer', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 1)
    fake.disturb({ on: 'mime', fault: { kind: 'stuck', in: 'body' } })
    const importing = importAll(mailbox)
    setTimeout(() => mailbox.close(), 100)
    await expect(importing).rejects.toThrow('The mailbox was closed.')
  })

  it('does not begin without a folder for what was imported', async () => {
    const { fake, open } = await graphMailbox()
    const trouble = await troubleOf(fake, importAll(open({ processedFolderId: null })))
    expect(trouble.message).toMatch(/^Choose a processed folder/)
  })
})

describe('one bad message', () => {
  it.each([
    ['refused', { kind: 'refused', status: 400, code: 'ErrorInvalidRequest' }, /\(400 ErrorInvalidRequest\)/],
    ['denied', { kind: 'refused', status: 403, code: 'ErrorAccessDenied' }, /denies access/],
    ['failing', { kind: 'html-page', status: 500 }, /fails at the moment \(status 500\)/],
    [
      'answered with a page',
      { kind: 'html-page', status: 200 },
      /answered with a page where a message was expected/,
    ],
    ['answered with nothing', { kind: 'empty-body' }, /answered with nothing/],
    ['breaking the connection', { kind: 'reset', after: 'nothing' }, /could not be reached/],
  ] as const)(
    'that is %s stays where it is and does not stop those behind it',
    async (_what, fault, sentence) => {
      const { fake, mailbox } = await graphMailbox()
      const [bad = '', ...good] = deliverMany(fake, 6)
      fake.disturb({ on: 'mime', fault, when: about(bad) })
      const { refs, problems } = await importAll(mailbox, { batchSize: 2 })
      expect(refs).toEqual(good)
      expect(problems).toEqual([{ ref: bad, problem: expect.stringMatching(sentence) }])
      expect(fake.messagesIn(fake.incomingFolderId).map((message) => message.immutableId)).toEqual([bad])
      expect(fake.requests('mime').filter(about(bad)).length).toBeLessThanOrEqual(3)
      expectNoSecrets(fake, problems)
    },
  )

  it('whose bytes never end does not stop those behind it', async () => {
    const { fake, mailbox } = await graphMailbox()
    const [bad = '', ...good] = deliverMany(fake, 3)
    fake.disturb({ on: 'mime', fault: { kind: 'stuck', in: 'body' }, when: about(bad) })
    const { refs, problems } = await importAll(mailbox)
    expect(refs).toEqual(good)
    expect(problems[0]?.problem).toMatch(/took too long/)
  })

  it('that vanished since it was listed is passed over without a word', async () => {
    const { fake, mailbox } = await graphMailbox()
    const [first = '', second = '', third = ''] = deliverMany(fake, 3)
    const happens = () => fake.removeMessage(second)
    fake.disturb({ on: 'mime', fault: { kind: 'meanwhile', happens }, when: about(second) })
    expect(await importAll(mailbox)).toMatchObject({ refs: [first, third], problems: [] })
  })

  it('that cannot be moved is told, and does not stop those behind it', async () => {
    const { fake, mailbox } = await graphMailbox()
    const delivered = deliverMany(fake, 5)
    const [bad = ''] = delivered
    fake.disturb({
      on: 'move',
      fault: { kind: 'refused', status: 400, code: 'ErrorMoveCopyFailed' },
      when: about(bad),
    })
    const { refs, problems } = await importAll(mailbox, { batchSize: 2 })
    expect(refs).toEqual(delivered)
    expect(problems).toEqual([
      { ref: bad, problem: expect.stringContaining('imported but could not be moved') },
    ])
    expect(fake.messagesIn(fake.processedFolderId)).toHaveLength(4)
  })
})

describe('a trouble of the whole mailbox', () => {
  it.each([
    ['throttled', { kind: 'throttled', retryAfter: 900 }, /asks to wait 900 seconds.*goes on by itself/],
    ['server', { kind: 'html-page', status: 503 }, /fails at the moment \(status 503\)/],
    ['network', { kind: 'reset', after: 'nothing' }, /could not be reached \(ECONNRESET\)/],
  ] as const)(
    'of kind %s is told after what was fetched before it was handed over',
    async (kind, fault, sentence) => {
      const { fake, mailbox } = await graphMailbox()
      const delivered = deliverMany(fake, 9)
      const fromNowOn = ({ number }: { number: number }) => number > 5
      fake.disturb({ on: 'mime', fault, when: fromNowOn })
      fake.disturb({ on: 'folder', fault, when: () => true })
      const refs: string[] = []
      const importing = async () => {
        for await (const batch of mailbox.batches({ cursor: null, batchSize: 8, signal })) {
          refs.push(...batch.mails.map((mail) => mail.ref))
          await batch.settle()
        }
      }
      const trouble = await troubleOf(fake, importing())
      expect(trouble).toMatchObject({ kind, message: expect.stringMatching(sentence) })
      expect(refs).toEqual(delivered.slice(0, 5))
      expect(fake.messagesIn(fake.processedFolderId)).toHaveLength(5)
    },
  )

  it('tells that the incoming folder is gone, also in the middle of the pages', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 9)
    const happens = () => fake.removeFolder(fake.incomingFolderId)
    fake.disturb({
      on: 'messages',
      fault: { kind: 'meanwhile', happens },
      when: ({ number }) => number === 2,
    })
    expect(await troubleOf(fake, importAll(mailbox))).toMatchObject({
      kind: 'gone',
      message: expect.stringContaining('The incoming folder is not in this mailbox any more'),
    })
  })

  it('tells that access was taken away in the middle', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 5)
    const happens = () => fake.troubleMailbox({ status: 403, code: 'ErrorAccessDenied' })
    fake.disturb({ on: 'mime', fault: { kind: 'meanwhile', happens }, when: ({ number }) => number === 3 })
    expect(await troubleOf(fake, importAll(mailbox))).toMatchObject({ kind: 'permission' })
  })
})
