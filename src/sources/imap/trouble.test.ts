import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dovecotForTests, MAIL_USER } from '../../../test/support/dovecot.ts'
import { freePort } from '../../../test/support/free-port.ts'
import { empty, importAll, look, mailboxOn, put, report } from '../../../test/support/imap-account.ts'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import { type ImapSettings, imapSecretsSchema, imapSettingsSchema } from './index.ts'

const server = dovecotForTests({
  config: () => `
mail_plugins = acl quota
protocol imap {
  mail_plugins = acl quota
  imap_capability = IMAP4rev1 LITERAL+ SASL-IR UIDPLUS IDLE
}
plugin {
  acl = vfile
  quota = maildir:User quota
  quota_rule = *:messages=3
}`,
})
beforeEach(() => empty(server, 'INBOX', 'Done'))

/** The kind and the sentence of what goes wrong; "nothing" when nothing does. */
async function trouble(work: 'test' | 'import', more: Partial<ImapSettings> = {}): Promise<string> {
  const mailbox = mailboxOn(server, more)
  try {
    await (work === 'test' ? mailbox.test() : importAll(mailbox))
    return 'nothing'
  } catch (error) {
    if (!(error instanceof MailboxTrouble)) throw error
    return `${error.kind}: ${error.message}`
  } finally {
    await mailbox.close()
  }
}

describe('a mailbox that cannot be read says why', () => {
  it('when the server has no such name, or nothing listens there', async () => {
    expect(await trouble('test', { host: 'imap.invalid' })).toMatch(/^network: The name imap\.invalid/)
    expect(await trouble('test', { port: await freePort() })).toMatch(
      /^network: Nothing takes connections on 127\.0\.0\.1:\d+: check the port/,
    )
  })

  it('when what listens there hangs up at once', async () => {
    const other = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect(await trouble('test', { port })).toMatch(
      /^network: 127\.0\.0\.1:\d+ takes the connection but does not/,
    )
    other.close()
  })

  it('when the server says goodbye, with its words', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => {})
      socket.end('* BYE Down for maintenance until 14:00\r\n')
    }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect(await trouble('test', { port })).toMatch(/^network: .*“Down for maintenance until 14:00”/)
    other.close()
  })

  it('when the server offers no encryption but shall be asked for it', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n')
      socket.on('data', (line) => {
        const [tag, command] = String(line).split(' ')
        if (command?.startsWith('CAPABILITY')) socket.write('* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n')
        socket.write(`${tag} OK done\r\n`)
      })
    }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect(await trouble('test', { port, tls: 'starttls' })).toMatch(/^network: .*offers no STARTTLS/)
    other.close()
  })

  it('when a folder is gone', async () => {
    const noFolder = 'gone: There is no folder “Nowhere” in this mailbox: choose it again.'
    expect(await trouble('test', { incomingFolder: 'Nowhere' })).toContain(noFolder)
    expect(await trouble('test', { processedFolder: 'Nowhere' })).toContain(noFolder)
    await put(server, [report('one')])
    expect(await trouble('import', { processedFolder: 'Nowhere' })).toContain(noFolder)
    expect(await look(server)).toHaveLength(1)
  })

  it('when the mailbox is too full to move anything', async () => {
    await put(
      server,
      ['one', 'two', 'three'].map((subject) => report(subject)),
    )
    expect(await trouble('import')).toMatch(
      /^permission: The mailbox is full, so that nothing can be moved to “Done”/,
    )
    expect(await look(server)).toHaveLength(3)
  })
})

describe('rights', () => {
  const aclOf = (folder: string) => path.join(server.maildir, folder, 'dovecot-acl')
  afterEach(async () => {
    for (const folder of ['', '.Done']) await rm(aclOf(folder), { force: true })
  })

  it('to read alone are told apart before anything is fetched, and suffice without a processed folder', async () => {
    await put(server, [report('one')])
    await writeFile(aclOf(''), `user=${MAIL_USER} lr\n`)
    expect(await trouble('test')).toMatch(/^permission: .*may read “INBOX” but not change it/)
    expect(await trouble('import')).toMatch(/^permission: .*may read “INBOX” but not change it/)
    expect(await trouble('import', { processedFolder: null })).toBe('nothing')
  })

  it('that do not include moving there are asked for', async () => {
    await put(server, [report('one')])
    await writeFile(aclOf('.Done'), `user=${MAIL_USER} lr\n`)
    expect(await trouble('import')).toMatch(/^permission: .*may not do this with “Done”/)
    expect(await look(server)).toHaveLength(1)
  })
})

describe('settings', () => {
  const settings = {
    ...{ host: 'imap.msp.example', port: 993, tls: 'implicit', user: MAIL_USER, authentication: 'password' },
    ...{ incomingFolder: 'INBOX', processedFolder: 'Done' },
  }

  it('are taken as they are when they fit', () => {
    expect(imapSettingsSchema.parse(settings)).toEqual(settings)
  })

  it('whose two folders are the same one are refused', () => {
    expect(
      imapSettingsSchema.safeParse({ ...settings, processedFolder: 'Inbox' }).error?.issues[0]?.message,
    ).toMatch(/must be another one/)
  })

  it('with an address instead of a name are refused', () => {
    expect(imapSettingsSchema.safeParse({ ...settings, host: 'imap://imap.msp.example/' }).success).toBe(
      false,
    )
  })

  it('need one secret, a password or a token', () => {
    for (const secrets of [{ password: 'one' }, { accessToken: 'two' }])
      expect(imapSecretsSchema.parse(secrets)).toEqual(secrets)
    for (const wrong of [{}, { password: '' }, { password: 'one', accessToken: 'two' }])
      expect(imapSecretsSchema.safeParse(wrong).success).toBe(false)
  })
})
