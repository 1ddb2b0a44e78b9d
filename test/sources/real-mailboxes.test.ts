import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailboxOpener } from '../../src/app/mailboxes.ts'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { openIncidents } from '../../src/features/incidents/incidents.ts'
import { importMailbox } from '../../src/features/sources/index.ts'
import { importsPage } from '../../src/features/sources/source-page.ts'
import { changeSource, createSource } from '../../src/features/sources/sources.ts'
import { foldersOf, testConnection } from '../../src/features/sources/try-connection.ts'
import { createOutbound, type Outbound } from '../../src/platform/outbound.ts'
import { type GraphFake, startGraphFake } from '../../src/sources/graph/fake/index.ts'
import { ANNA, inbox } from '../support/cast.ts'
import { dovecotForTests, MAIL_PASSWORD } from '../support/dovecot.ts'
import { asOtherProgram, settingsFor } from '../support/imap-account.ts'
import { useTestWorld } from '../support/world.ts'

const COMMON = {
  enabled: true,
  autoImport: false,
  intervalMinutes: 15,
  batchSize: 2,
  trustedAuthenticationServer: null,
}
const day = (n: number) => Buffer.from(vzdumpMail({ date: `2026-11-0${n}T01:00:00Z` }))

describe('a mailbox is imported', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  const dovecot = dovecotForTests()
  let graph: GraphFake
  let outbound: Outbound
  beforeAll(async () => {
    graph = await startGraphFake({ clock: world.clock })
    outbound = createOutbound({ clock: world.clock }, { allowPrivateAddresses: true })
  })
  afterAll(async () => {
    outbound.close()
    await graph.close()
  })
  /** The world with the real ways to mailboxes. */
  const real = () =>
    Object.assign(Object.create(world), {
      openMailbox: mailboxOpener({ log: world.log, clock: world.clock, outbound }),
    }) as typeof world
  const run = (sourceId: number) =>
    importMailbox(real(), { sourceId, trigger: 'manual', userId: null }, new AbortController().signal)

  it('over IMAP, from its test to its processed folder', async () => {
    await asOtherProgram(dovecot, async (client) => {
      await client.mailboxCreate('Done').catch(() => {})
      for (const n of [1, 2, 3]) await client.append('INBOX', day(n))
    })
    const connection = { kind: 'imap' as const, settings: settingsFor(dovecot), secret: MAIL_PASSWORD }
    expect(await testConnection(real(), { connection })).toMatchObject({
      ok: true,
      message: expect.stringContaining('3 messages'),
    })
    expect((await foldersOf(real(), { connection })).map((folder) => folder.path)).toEqual(
      expect.arrayContaining(['INBOX', 'Done']),
    )
    const id = await createSource(real(), ANNA, { ...COMMON, name: 'IMAP', connection })
    expect(await run(id)).toMatchObject({ fetched: 3, newMessages: 3, parsed: 3 })
    expect(await run(id)).toMatchObject({ fetched: 0 })
    const done = await asOtherProgram(dovecot, (client) => client.status('Done', { messages: true }))
    expect(done).toMatchObject({ messages: 3 })
  })

  it('over Microsoft Graph; a wrong secret is an incident until the right one is typed', async () => {
    for (const n of [4, 5, 6]) graph.deliver({ raw: day(n) })
    const settings = {
      tenantId: graph.application.tenantId,
      clientId: graph.application.clientId,
      mailbox: graph.mailbox,
      incomingFolderId: graph.incomingFolderId,
      processedFolderId: graph.processedFolderId,
      apiUrl: graph.url,
      loginUrl: graph.url,
    }
    const wrong = { kind: 'graph' as const, settings, secret: 'the ID of the secret' }
    const id = await createSource(real(), ANNA, { ...COMMON, name: 'Graph', connection: wrong })
    expect(
      await testConnection(real(), { connection: { ...wrong, secret: '' }, sourceId: id }),
    ).toMatchObject({ ok: false })
    await run(id)
    expect((await importsPage(world, { sourceId: id, limit: 1 })).rows[0]).toMatchObject({
      state: 'incomplete',
      fetched: 0,
    })
    expect(await openIncidents(world)).toMatchObject([{ cause: 'unreachable', source: { name: 'Graph' } }])
    await changeSource(real(), ANNA, id, { connection: { ...wrong, secret: graph.application.clientSecret } })
    expect(await run(id)).toMatchObject({ fetched: 3, newMessages: 3, parsed: 3 })
    expect(await openIncidents(world)).toEqual([])
    expect(graph.messagesIn(graph.processedFolderId)).toHaveLength(3)
    expect(await inbox(world)).toHaveLength(6)
  })
})
