import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import yazl from 'yazl'
import { type FoundMail, mailsInPath, mailsInUpload } from './index.ts'

const MAIL = 'From: a@customer-a.example\r\nSubject: one\r\n\r\nbody one\r\n'

async function all(found: AsyncIterable<FoundMail>): Promise<FoundMail[]> {
  const list: FoundMail[] = []
  for await (const each of found) list.push(each)
  return list
}

function text(found: FoundMail | undefined): string {
  return found?.kind === 'mail' ? Buffer.from(found.raw).toString() : `no mail: ${found?.problem}`
}

async function zip(entries: Record<string, Buffer>): Promise<Uint8Array> {
  const file = new yazl.ZipFile()
  for (const [name, bytes] of Object.entries(entries)) file.addBuffer(bytes, name)
  file.end()
  return new Uint8Array(await buffer(file.outputStream))
}

describe('an uploaded file', () => {
  it('that is a mail is that mail, byte for byte', async () => {
    const [found] = await all(mailsInUpload('one.eml', Buffer.from(MAIL)))
    expect(text(found)).toBe(MAIL)
  })

  it('that is an mbox gives each of its mails, with quoted From lines as they were', async () => {
    const mbox = [
      'From a Tue Nov 10 02:00:00 2026',
      'Subject: one',
      '',
      '>From the start it went well',
      '',
      'From b Tue Nov 10 03:00:00 2026',
      'Subject: two',
      '',
      'two',
      '',
    ].join('\n')
    const found = await all(mailsInUpload('all.mbox', Buffer.from(mbox)))
    expect(found.map(text)).toEqual([
      'Subject: one\n\nFrom the start it went well\n',
      'Subject: two\n\ntwo\n',
    ])
  })

  it('that is a zip gives its mails and says what it left out', async () => {
    const bytes = await zip({
      'a.eml': Buffer.from(MAIL),
      'notes.txt': Buffer.from('hello'),
      'folder/b.mbox': Buffer.from('From a b\nSubject: three\n\nx\n'),
    })
    const found = await all(mailsInUpload('all.zip', bytes))
    expect(found.map(text)).toEqual([MAIL, 'no mail: neither .eml nor .mbox', 'Subject: three\n\nx\n'])
  })

  it('that is a zip bomb is refused before it is unpacked', async () => {
    const found = await all(
      mailsInUpload('bomb.zip', await zip({ 'bomb.eml': Buffer.alloc(50 * 1024 * 1024) })),
    )
    expect(found.map(text)).toEqual([expect.stringContaining('far more than mails do')])
  })

  it.each([
    // The method and the flags of an entry stand in its own header and in the directory at the end.
    ['locked with a password', (header: Buffer, at: number) => header.writeUInt16LE(1, at)],
    ['packed in an unknown way', (header: Buffer, at: number) => header.writeUInt16LE(99, at + 2)],
  ])('that is a zip gives the mails around one that is %s, and names that one', async (_how, spoil) => {
    const bytes = Buffer.from(
      await zip({ 'a.eml': Buffer.from(MAIL), 'b.eml': Buffer.from(MAIL), 'c.eml': Buffer.from(MAIL) }),
    )
    for (const [signature, flags] of [
      ['PK\x03\x04', 6],
      ['PK\x01\x02', 8],
    ] as const)
      spoil(bytes, bytes.indexOf(signature, bytes.indexOf(signature) + 4) + flags)
    const found = await all(mailsInUpload('all.zip', bytes))
    expect(found.map(text)).toEqual([MAIL, expect.stringContaining('cannot be unpacked'), MAIL])
    expect(found[1]?.name).toBe('all.zip/b.eml')
  })

  it.each([
    ['is empty', Buffer.alloc(0), 'the file is empty'],
    ['is an Outlook message', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'save the mail as .eml'],
    ['is a PDF', Buffer.from('%PDF-1.7'), 'a PDF, not a mail'],
    ['is another archive', Buffer.from('1f8b0800', 'hex'), 'pack its mails as .zip'],
  ])('that %s is no mail, whatever it is called, and says what to do', async (_what, bytes, problem) => {
    const found = await all(mailsInUpload('report.eml', bytes))
    expect(found.map(text)).toEqual([expect.stringContaining(problem)])
  })

  it('that is a zip without anything in it gives nothing', async () => {
    expect(await all(mailsInUpload('empty.zip', await zip({})))).toEqual([])
  })

  it('that came to harm is still taken in as it is', async () => {
    const [found] = await all(mailsInUpload('report.eml', Buffer.from([0, 1, 2, 255])))
    expect(found).toMatchObject({ kind: 'mail' })
  })

  it('that is a broken zip is a problem, not a fault', async () => {
    const bytes = await zip({ 'a.eml': Buffer.from(MAIL) })
    expect((await all(mailsInUpload('broken.zip', bytes.subarray(0, bytes.length - 30)))).map(text)).toEqual([
      expect.stringContaining('zip'),
    ])
  })
})

describe('a folder to import', () => {
  it('is read in name order with everything below it; what is missing is told', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'backupchecks-import-'))
    try {
      await writeFile(path.join(folder, 'b.eml'), MAIL.replace('one', 'second'))
      await writeFile(path.join(folder, 'a.eml'), MAIL)
      const found = await all(mailsInPath(folder))
      expect(found.map(text)).toEqual([MAIL, MAIL.replace('one', 'second')])
      expect(await all(mailsInPath(path.join(folder, 'nothing.eml')))).toMatchObject([{ kind: 'problem' }])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
