import { describe, expect, it } from 'vitest'
import { ANNA } from '../../../test/support/cast.ts'
import { IMAP_SETTINGS, mailboxSource } from '../../../test/support/mailbox-source.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { type Mailbox, MailboxTrouble } from '../../domain/mailbox.ts'
import { sql } from '../../platform/db.ts'
import { importMailbox } from './import-mailbox.ts'
import { dueSources } from './import-state.queries.ts'
import { importNow } from './request-import.ts'
import { sourceDetail, sourcesPage } from './source-page.ts'
import { changeSource, createSource, removeSource } from './sources.ts'
import { foldersOf, testConnection } from './try-connection.ts'

const connection = (secret?: string) => ({ kind: 'imap' as const, settings: IMAP_SETTINGS, secret })

describe('a source', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  const asked = async () => {
    const { rows } = await sql<{ key: string; data: { trigger: string } }>`
      select singleton_key as key, data from pgboss.job where name = 'sources.import' and state < 'completed' order by created_on`.execute(
      world.db,
    )
    return rows.map((row) => `${row.key} ${row.data.trigger}`)
  }
  /** Opens with the secret that it was given, and tells it. */
  const tellSecret = () => {
    const seen: (string | null)[] = []
    world.setMailbox((_settings, secret): Mailbox => {
      seen.push(secret)
      return {
        test: async () => 'Signed in.',
        folders: async () => [],
        batches: async function* () {},
        close: async () => {},
      }
    })
    return seen
  }

  it('never shows its secret again, in no answer, no log and no readable byte of the database', async () => {
    const { id } = await mailboxSource(world, { connection: connection('s3cret-of-the-mailbox') })
    await changeSource(world, ANNA, id, { connection: connection('s3cret-of-later') })
    const source = await sourceDetail(world, id)
    expect(source.connection).toMatchObject({
      kind: 'imap',
      hasSecret: true,
      settings: { host: 'imap.msp.example' },
    })
    expect(JSON.stringify(await sourcesPage(world))).not.toContain('s3cret')
    const { rows } = await sql<{ everything: string }>`
      select (select string_agg(a::text, '') from audit_log a) || (select string_agg(s::text || encode(secrets, 'escape'), '') from sources s) as everything`.execute(
      world.db,
    )
    expect(rows[0]?.everything).toContain('secretTyped')
    expect(rows[0]?.everything).not.toContain('s3cret')
  })

  it('keeps its secret when none is typed, and uses it for tests of changed settings', async () => {
    const { id } = await mailboxSource(world, { connection: connection('the first') })
    const seen = tellSecret()
    await changeSource(world, ANNA, id, { connection: connection('') })
    await testConnection(world, { connection: connection(), sourceId: id })
    await testConnection(world, { connection: connection('typed'), sourceId: id })
    await foldersOf(world, { connection: connection(), sourceId: id })
    await changeSource(world, ANNA, id, { connection: connection('the second') })
    await testConnection(world, { connection: connection(), sourceId: id })
    expect(seen).toEqual(['the first', 'the first', 'typed', 'the first', 'the second', 'the second'])
  })

  it('does not lend its secret to a connection of another kind', async () => {
    const { id } = await mailboxSource(world, { connection: connection('the first') })
    const graph = { kind: 'graph' as const, settings: { mailbox: 'reports@msp.example' } }
    expect(await testConnection(world, { connection: graph, sourceId: id })).toEqual({
      ok: false,
      message: 'Enter the client secret of the app registration.',
    })
  })

  it('is tested with an answer that says what to fix', async () => {
    const { mailbox } = await mailboxSource(world)
    mailbox.put(vzdumpMail({ date: '2026-11-09T01:00:00Z' }))
    expect(await testConnection(world, { connection: connection('x') })).toEqual({
      ok: true,
      message: 'The folder holds 1 messages.',
    })
    world.setMailbox(() => ({
      ...mailbox.open(),
      test: async () => {
        throw new MailboxTrouble('sign-in', 'The password is wrong.')
      },
    }))
    expect(await testConnection(world, { connection: connection('x') })).toEqual({
      ok: false,
      message: 'The password is wrong.',
    })
  })

  it('shows the folders of a mailbox before any is chosen', async () => {
    await mailboxSource(world)
    const unchosen = {
      ...connection('x'),
      settings: { ...IMAP_SETTINGS, incomingFolder: '', processedFolder: null },
    }
    expect((await foldersOf(world, { connection: unchosen })).map((folder) => folder.path)).toEqual([
      'Inbox',
      'Inbox / Done',
    ])
  })

  it('has a name of its own, whatever its case', async () => {
    await mailboxSource(world, { name: 'Reports' })
    await expect(mailboxSource(world, { name: 'reports' })).rejects.toMatchObject({ code: 'name_taken' })
  })

  it('needs its secret', async () => {
    await expect(mailboxSource(world, { connection: connection('') })).rejects.toMatchObject({
      code: 'secret_needed',
      status: 422,
    })
  })

  it('begins its first import at once when automatic import is switched on', async () => {
    const { id } = await mailboxSource(world)
    await changeSource(world, ANNA, id, { autoImport: true })
    expect(await asked()).toContain(`${id} automatic`)
    expect(await importNow(world, ANNA, id)).toBe(false)
  })

  it('is imported at once when its connection is mended, because somebody waits to see that it works', async () => {
    const { id } = await mailboxSource(world, { autoImport: true })
    await sql`delete from pgboss.job where name = 'sources.import'`.execute(world.db)
    await changeSource(world, ANNA, id, { batchSize: 7 })
    expect(await asked()).not.toContain(`${id} automatic`)
    await changeSource(world, ANNA, id, { connection: connection('the right password') })
    expect(await asked()).toContain(`${id} automatic`)
  })

  it('that listens has nothing to import, whatever was asked for', async () => {
    const id = await createSource(world, ANNA, {
      name: 'Listener',
      connection: {
        kind: 'smtp',
        settings: {
          host: '127.0.0.1',
          port: 2525,
          allowedClients: ['127.0.0.1'],
          recipientDomains: ['in.msp.example'],
          recipientAddresses: [],
          allowPlusTags: true,
          maxBytes: 1_000_000,
          requireTls: false,
          authentication: 'none',
          maxConnections: 5,
          maxPerClientPerMinute: 100,
        },
      },
      enabled: true,
      autoImport: true,
      intervalMinutes: 15,
      batchSize: 100,
      trustedAuthenticationServer: null,
    })
    await changeSource(world, ANNA, id, { enabled: false })
    await changeSource(world, ANNA, id, { enabled: true })
    expect(await asked()).not.toContain(`${id} automatic`)
  })

  it('is imported on demand, unless it is disabled', async () => {
    const { id } = await mailboxSource(world)
    expect(await importNow(world, ANNA, id)).toBe(true)
    expect(await importNow(world, ANNA, id)).toBe(false)
    expect(await asked()).toContain(`${id} manual`)
    await changeSource(world, ANNA, id, { enabled: false })
    await expect(importNow(world, ANNA, id)).rejects.toMatchObject({ code: 'source_disabled' })
    expect(
      await importMailbox(
        world,
        { sourceId: id, trigger: 'manual', userId: null },
        new AbortController().signal,
      ),
    ).toBeNull()
  })

  it('is due when its interval has passed since its last import began, or never was', async () => {
    const { id } = await mailboxSource(world, { autoImport: true, intervalMinutes: 15 })
    const isDue = async (now: string) => (await dueSources(world.db, now)).includes(id)
    expect(await isDue('2026-11-10T08:00:00.000Z')).toBe(true)
    await importMailbox(
      world,
      { sourceId: id, trigger: 'automatic', userId: null },
      new AbortController().signal,
    )
    expect(await isDue('2026-11-10T08:14:59.000Z')).toBe(false)
    expect(await isDue('2026-11-10T08:15:00.000Z')).toBe(true)
    await changeSource(world, ANNA, id, { autoImport: false })
    expect(await isDue('2026-11-10T09:00:00.000Z')).toBe(false)
  })

  it('is read from its beginning when it points to another place, and goes on where it was otherwise', async () => {
    const { id, mailbox } = await mailboxSource(world)
    mailbox.put(vzdumpMail({ date: '2026-11-08T01:00:00Z' }))
    await importMailbox(
      world,
      { sourceId: id, trigger: 'manual', userId: null },
      new AbortController().signal,
    )
    const cursor = async () =>
      (await sql<{ cursor: unknown }>`select cursor from sources where id = ${id}`.execute(world.db)).rows[0]
        ?.cursor
    await changeSource(world, ANNA, id, { batchSize: 50 })
    expect(await cursor()).toEqual({ from: 1 })
    await changeSource(world, ANNA, id, {
      connection: { ...connection(), settings: { ...IMAP_SETTINGS, incomingFolder: 'Other' } },
    })
    expect(await cursor()).toBeNull()
  })

  it('goes, and leaves its name, only while nothing came from it', async () => {
    const { id, mailbox } = await mailboxSource(world, { name: 'Passing' })
    expect((await sourceDetail(world, id)).canDelete).toBe(true)
    await removeSource(world, ANNA, id)
    await expect(sourceDetail(world, id)).rejects.toMatchObject({ status: 404 })
    const again = await createSource(world, ANNA, {
      name: 'Passing',
      connection: connection('x'),
      enabled: true,
      autoImport: false,
      intervalMinutes: 15,
      batchSize: 2,
      trustedAuthenticationServer: null,
    })
    mailbox.put(vzdumpMail({ date: '2026-11-07T01:00:00Z' }))
    await importMailbox(
      world,
      { sourceId: again, trigger: 'manual', userId: null },
      new AbortController().signal,
    )
    await expect(removeSource(world, ANNA, again)).rejects.toMatchObject({ code: 'source_in_use' })
  })

  it('that is built in stays as it is', async () => {
    const [upload] = await sourcesPage(world)
    await expect(removeSource(world, ANNA, upload?.id ?? 0)).rejects.toMatchObject({ code: 'built_in' })
    await expect(changeSource(world, ANNA, upload?.id ?? 0, { enabled: false })).rejects.toMatchObject({
      code: 'built_in',
    })
  })
})
