import { describe, expect, it } from 'vitest'
import { deliverMany, graphMailbox, importAll, troubleOf } from '../../../test/support/graph-mailbox.ts'

describe('the list of messages', () => {
  it('goes on where a page is empty although others follow', async () => {
    const { fake, mailbox } = await graphMailbox()
    const delivered = deliverMany(fake, 7)
    fake.disturb({ on: 'messages', fault: { kind: 'empty-page' }, when: ({ number }) => number === 2 })
    expect((await importAll(mailbox)).refs).toEqual(delivered)
  })

  it.each([
    ['grew too old', { kind: 'refused', status: 410, code: 'SyncStateNotFound' }],
    ['leads to itself', { kind: 'next-link', to: 'itself' }],
  ] as const)('is begun anew where a link %s', async (_what, fault) => {
    const { fake, mailbox } = await graphMailbox()
    const delivered = deliverMany(fake, 10)
    fake.disturb({ on: 'messages', fault, when: ({ number }) => number === 2 })
    const { refs, remaining } = await importAll(mailbox)
    expect(refs).toEqual(delivered)
    expect(remaining.at(0)).toBeNull()
    expect(remaining.at(-1)).toBe(0)
  })

  it('does not count as read to its end where every link leads to itself, though all that was seen is imported', async () => {
    const { fake, mailbox } = await graphMailbox()
    const delivered = deliverMany(fake, 7)
    fake.disturb({ on: 'messages', fault: { kind: 'next-link', to: 'itself' }, when: () => true })
    await expect(importAll(mailbox)).rejects.toThrow('again and again')
    expect(fake.messagesIn(fake.processedFolderId).map((message) => message.immutableId)).toEqual(delivered)
    expect(fake.messagesIn(fake.incomingFolderId)).toEqual([])
  })

  it('is read once more behind a full page, for the link of which Graph was seen to be missing', async () => {
    const { fake, mailbox } = await graphMailbox({ pageSize: 500 })
    const delivered = deliverMany(fake, 503)
    fake.disturb({
      on: 'messages',
      fault: { kind: 'next-link', to: 'nowhere' },
      when: ({ number }) => number === 1,
    })
    expect((await importAll(mailbox)).refs).toEqual(delivered)
  })

  it('reads what a page that breaks off, is cut, or is somebody else’s promised, at the next try', async () => {
    const { fake, mailbox } = await graphMailbox()
    const delivered = deliverMany(fake, 7)
    const faults = [
      { kind: 'cut-body' },
      { kind: 'html-page', status: 200 },
      { kind: 'stuck', in: 'body' },
    ] as const
    for (const [index, fault] of faults.entries()) {
      fake.disturb({ on: 'messages', fault, when: ({ number }) => number === 1 + 2 * index })
    }
    expect((await importAll(mailbox)).refs).toEqual(delivered)
  })

  it('is not followed to another server', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 7)
    fake.disturb({ on: 'messages', fault: { kind: 'next-link', to: 'elsewhere' } })
    const trouble = await troubleOf(fake, importAll(mailbox))
    expect(trouble.message).toContain('the link was not followed, so that the token stays here')
  })
})
