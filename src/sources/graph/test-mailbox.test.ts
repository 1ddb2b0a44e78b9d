import { describe, expect, it } from 'vitest'
import { deliverMany, graphMailbox, troubleOf } from '../../../test/support/graph-mailbox.ts'
import { createOutbound } from '../../platform/outbound.ts'
import { graphSettings, openGraphMailbox } from './index.ts'

describe('the test of a source', () => {
  it('says what it found and changes nothing', async () => {
    const { fake, mailbox } = await graphMailbox()
    deliverMany(fake, 3)
    expect(await mailbox.test()).toBe(
      'Signed in to reports@msp.example. “Backup reports” holds 3 messages; imported ones are moved to “Processed”.',
    )
    expect(
      fake.requests().filter((request) => request.method !== 'GET' && request.operation !== 'token'),
    ).toEqual([])
  })

  it('tells which folder is to be chosen, and which is gone', async () => {
    const { fake, mailbox, open } = await graphMailbox()
    const sentence = async (changes: object) => (await troubleOf(fake, open({ ...changes }).test())).message
    expect(await sentence({ incomingFolderId: null })).toMatch(/^Choose an incoming folder/)
    expect(await sentence({ processedFolderId: null })).toMatch(/^Choose a processed folder/)
    expect(await sentence({ processedFolderId: 'not-an-id' })).toMatch(
      /^The processed folder is not in this mailbox/,
    )
    expect(await sentence({ incomingFolderId: fake.inboxId, processedFolderId: 'inbox' })).toMatch(
      /another one than the incoming/,
    )
    fake.removeFolder(fake.incomingFolderId)
    expect(await troubleOf(fake, mailbox.test())).toMatchObject({
      kind: 'gone',
      message: expect.stringMatching(
        /^The incoming folder is not in this mailbox any more\. Choose it again/,
      ),
    })
  })

  it('tells that a permission is missing', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.application.roles = []
    expect(await troubleOf(fake, mailbox.test())).toMatchObject({
      kind: 'permission',
      message: expect.stringMatching(/Mail\.ReadWrite with admin consent.*more than an hour/),
    })
  })

  it('warns when messages can be read but perhaps not moved', async () => {
    const { fake, mailbox } = await graphMailbox()
    fake.application.roles = ['Mail.Read']
    expect(await mailbox.test()).toMatch(/can be read but not moved\.$/)
  })

  it.each([
    ['ErrorInvalidUser', /There is no mailbox reports@msp\.example in this tenant/],
    ['MailboxNotEnabledForRESTAPI', /not in Exchange Online, inactive, or has no licence/],
  ])('tells that the mailbox cannot be read: %s', async (code, sentence) => {
    const { fake, mailbox } = await graphMailbox()
    fake.troubleMailbox({ status: 404, code })
    expect(await troubleOf(fake, mailbox.test())).toMatchObject({
      kind: 'gone',
      message: expect.stringMatching(sentence),
    })
  })

  it('refuses an address inside the network unless the server allows it', async () => {
    const { fake, time } = await graphMailbox()
    const settings = graphSettings.parse({
      tenantId: 'msp.example',
      clientId: fake.application.clientId,
      mailbox: fake.mailbox,
      loginUrl: 'https://169.254.169.254',
    })
    const outbound = createOutbound(time)
    const guarded = openGraphMailbox(settings, { clientSecret: 'x' }, { ...time, outbound })
    expect(await troubleOf(fake, guarded.test())).toMatchObject({
      kind: 'network',
      message: expect.stringContaining(
        '169.254.169.254 is an address of this machine or of a private network',
      ),
    })
  })
})

describe('the settings of a source', () => {
  const given = {
    tenantId: 'msp.example',
    clientId: '7a1d0c3b-0000-4000-8000-00000000c11e',
    mailbox: ' reports@msp.example ',
  }

  it('need three things, and know the rest', () => {
    expect(graphSettings.parse(given)).toEqual({
      tenantId: 'msp.example',
      clientId: '7a1d0c3b-0000-4000-8000-00000000c11e',
      mailbox: 'reports@msp.example',
      incomingFolderId: null,
      processedFolderId: null,
      apiUrl: 'https://graph.microsoft.com',
      loginUrl: 'https://login.microsoftonline.com',
    })
  })

  it('take the address of another cloud, down to its host', () => {
    expect(graphSettings.parse({ ...given, apiUrl: 'https://graph.microsoft.us/v1.0/' }).apiUrl).toBe(
      'https://graph.microsoft.us',
    )
  })

  it.each([
    ['an address over which the secret would travel openly', { apiUrl: 'http://graph.example' }, 'https://'],
    ['something that is no address', { loginUrl: 'graph' }, 'https://'],
    ['a tenant that would change the address', { tenantId: '../common' }, 'tenant'],
    ['an application that is no ID', { clientId: 'my app' }, 'client'],
    ['a mailbox that would change the address', { mailbox: 'a/b' }, 'mail address'],
    ['one folder for both', { incomingFolderId: 'x', processedFolderId: 'x' }, 'another folder'],
  ])('refuse %s', (_what, changes, sentence) => {
    const message = graphSettings.safeParse({ ...given, ...changes }).error?.issues[0]?.message
    expect(message).toContain(sentence)
  })
})
