import { describe, expect, it } from 'vitest'
import { deliverMany, graphMailbox, importAll, troubleOf } from '../../../test/support/graph-mailbox.ts'

const signal = new AbortController().signal

describe('settling a batch', () => {
  it.each([false, true])(
    'may be done twice, and after the answer to a move was lost (refused where it lies: %s)',
    async (refusesMoveToSameFolder) => {
      const { fake, mailbox } = await graphMailbox({ refusesMoveToSameFolder })
      deliverMany(fake, 3)
      fake.disturb({ on: 'move', fault: { kind: 'reset', after: 'all' } })
      for await (const batch of mailbox.batches({ cursor: null, batchSize: 10, signal })) {
        await batch.settle()
        await batch.settle()
      }
      expect(fake.messagesIn(fake.processedFolderId)).toHaveLength(3)
      expect(fake.messagesIn(fake.incomingFolderId)).toEqual([])
    },
  )

  it('can be repeated after it was broken off, and then moves the rest', async () => {
    const { fake, mailbox } = await graphMailbox({ refusesMoveToSameFolder: true })
    deliverMany(fake, 4)
    const busy = { kind: 'throttled', retryAfter: 600 } as const
    fake.disturb({ on: 'move', fault: busy, when: ({ number }) => number === 3 })
    for await (const batch of mailbox.batches({ cursor: null, batchSize: 10, signal })) {
      await expect(batch.settle()).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 600 })
      await batch.settle()
    }
    expect(fake.messagesIn(fake.processedFolderId)).toHaveLength(4)
  })

  it('lets a message go that somebody deleted meanwhile', async () => {
    const { fake, mailbox } = await graphMailbox()
    const [first = ''] = deliverMany(fake, 3)
    for await (const batch of mailbox.batches({ cursor: null, batchSize: 10, signal })) {
      fake.removeMessage(first)
      await batch.settle()
    }
    expect(fake.messagesIn(fake.processedFolderId)).toHaveLength(2)
  })

  it('says that the processed folder is gone', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 2)
    for await (const batch of mailbox.batches({ cursor: null, batchSize: 10, signal })) {
      fake.removeFolder(fake.processedFolderId)
      expect(await troubleOf(fake, batch.settle())).toMatchObject({
        kind: 'gone',
        message: expect.stringContaining('The processed folder is not in this mailbox any more'),
      })
    }
    expect(fake.messagesIn(fake.incomingFolderId)).toHaveLength(2)
  })

  it('says that the permission to move is missing', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.application.roles = ['Mail.Read']
    deliverMany(fake, 2)
    expect(await troubleOf(fake, importAll(mailbox))).toMatchObject({
      kind: 'permission',
      message: expect.stringContaining('Mail.ReadWrite'),
    })
  })
})
