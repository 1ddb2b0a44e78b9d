import { describe, expect, it } from 'vitest'
import { graphMailbox, troubleOf } from '../../../test/support/graph-mailbox.ts'

describe('the folders to choose from', () => {
  it('are all of them, over pages and levels, each before those inside it, with the names their owner sees', async () => {
    const { fake, mailbox } = await graphMailbox({ pageSize: 2 })
    fake.renameFolder(fake.inboxId, 'Postvak IN')
    for (let number = 1; number <= 23; number += 1) fake.addFolder({ name: `Klant ${number}` })
    const deep = fake.addFolder({ name: 'A/B', parentId: fake.processedFolderId })
    fake.deliver({ raw: Buffer.from('x') })

    const folders = await mailbox.folders()
    expect(folders).toHaveLength(2 + 23 + 3)
    expect(folders.find((folder) => folder.id === deep)).toEqual({
      id: deep,
      name: 'A/B',
      path: 'Postvak IN / Backup reports / Processed / A/B',
      parentId: fake.processedFolderId,
      messageCount: 0,
    })
    expect(folders.find((folder) => folder.id === fake.inboxId)?.parentId).toBeNull()
    expect(folders.find((folder) => folder.id === fake.incomingFolderId)?.messageCount).toBe(1)
    const order = folders.map((folder) => folder.id)
    for (const { id, parentId } of folders) {
      if (parentId) expect(order.indexOf(parentId)).toBeLessThan(order.indexOf(id))
    }
  })

  it('are without the hidden ones', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.addFolder({ name: 'Conversation Action Settings', hidden: true })
    const names = (await mailbox.folders()).map((folder) => folder.name)
    expect(names).not.toContain('Conversation Action Settings')
  })

  it('can be read before any is chosen', async () => {
    const { open } = await graphMailbox()
    const mailbox = open({ incomingFolderId: null, processedFolderId: null })
    expect(await mailbox.folders()).toHaveLength(4)
  })

  it('are read to the end when one of them is deleted meanwhile, or a link leads to itself', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.disturb({
      on: 'child-folders',
      fault: { kind: 'meanwhile', happens: () => fake.removeFolder(fake.inboxId) },
    })
    fake.disturb({ on: 'folders', fault: { kind: 'next-link', to: 'itself' }, when: () => true })
    expect((await mailbox.folders()).map((folder) => folder.name)).toEqual(['Inbox', 'Deleted Items'])
  })

  it('never make the token go to another server', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.disturb({ on: 'folders', fault: { kind: 'next-link', to: 'elsewhere' } })
    const trouble = await troubleOf(fake, mailbox.folders())
    expect(trouble).toMatchObject({ kind: 'server', message: expect.stringContaining('was not followed') })
  })
})
