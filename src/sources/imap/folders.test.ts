import { describe, expect, it } from 'vitest'
import { dovecotForTests } from '../../../test/support/dovecot.ts'
import {
  asOtherProgram,
  importAll,
  look,
  mailboxOn,
  put,
  report,
} from '../../../test/support/imap-account.ts'

const server = dovecotForTests()

describe('the folders of a mailbox', () => {
  it('come as their owner sees them: the inbox first, the trash last, parents before children', async () => {
    await asOtherProgram(server, async (client) => {
      for (const path of ['Zürich.Büro & Lager.日本', 'Zürich', 'Archiv', 'Trash.2026'])
        await client.mailboxCreate(path)
    })
    await put(server, [report('one'), report('two')], 'Zürich.Büro & Lager.日本')
    const mailbox = mailboxOn(server)
    const folders = await mailbox.folders()
    await mailbox.close()
    expect(folders.map(({ path, messageCount }) => [path, messageCount])).toEqual([
      ['INBOX', 0],
      ['Archiv', 0],
      ['Done', 0],
      ['Zürich', 0],
      ['Zürich / Büro & Lager', null],
      ['Zürich / Büro & Lager / 日本', 2],
      ['Trash', 0],
      ['Trash / 2026', 0],
    ])
    for (const { parentId } of folders)
      if (parentId !== null) expect(folders.map(({ id }) => id)).toContain(parentId)
    expect(folders.at(-1)).toEqual({
      ...{ id: 'Trash.2026', name: '2026', path: 'Trash / 2026', parentId: 'Trash', messageCount: 0 },
    })
  })

  it('can be chosen by their id, whatever they are called', async () => {
    const incomingFolder = 'Zürich.Büro & Lager.日本'
    const mailbox = mailboxOn(server, { incomingFolder, processedFolder: 'Zürich' })
    expect(await mailbox.test()).toMatch(/“Zürich\.Büro & Lager\.日本” holds 2 messages.*moved to “Zürich”/)
    expect((await importAll(mailbox)).subjects).toEqual(['one', 'two'])
    await mailbox.close()
    expect(await look(server, 'Zürich')).toHaveLength(2)
  })
})
