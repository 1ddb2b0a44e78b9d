import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, it } from 'vitest'
import { ANNA, inbox } from '../../../test/support/cast.ts'
import { freePort } from '../../../test/support/free-port.ts'
import { mailboxSource } from '../../../test/support/mailbox-source.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { openClaims } from '../../platform/claims.ts'
import { sql } from '../../platform/db.ts'
import { openIncidents } from '../incidents/incidents.ts'
import { keepServices } from './services.ts'
import { sourceDetail } from './source-page.ts'
import { noteUp } from './sources.queries.ts'
import { changeSource, createSource, removeSource } from './sources.ts'
import { testConnection } from './try-connection.ts'

describe('the ways in that are kept up', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')
  const stops: (() => Promise<void>)[] = []
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()))
  })
  /** A worker process: what `start --role worker` keeps up. */
  const worker = () => {
    const stop = new AbortController()
    const claims = openClaims(world.databaseUrl, world.log)
    const own = Object.create(world, { claims: { value: claims } })
    const ended = keepServices(own, stop.signal)
    const end = async () => {
      stop.abort()
      await ended
      await claims.close()
    }
    stops.push(end)
    return end
  }
  const smtp = async (more: object = {}) => ({
    kind: 'smtp' as const,
    settings: {
      host: '127.0.0.1',
      port: await freePort(),
      allowedClients: ['127.0.0.0/8'],
      recipientDomains: ['reports.msp.example'],
      recipientAddresses: [],
      allowPlusTags: true,
      maxBytes: 1024 * 1024,
      requireTls: false,
      authentication: 'none' as const,
      user: null,
      certificate: null,
      maxConnections: 10,
      maxPerClientPerMinute: 100,
      ...more,
    },
  })
  const listenerSource = async (connection: Awaited<ReturnType<typeof smtp>>) =>
    createSource(world, ANNA, {
      name: `Listener ${connection.settings.port}`,
      connection,
      enabled: true,
      autoImport: false,
      intervalMinutes: 15,
      batchSize: 100,
      trustedAuthenticationServer: null,
    })
  const send = async (port: number, raw: Uint8Array) => {
    const transport = createTransport({ host: '127.0.0.1', port, secure: false })
    const to = 'nas@reports.msp.example'
    return transport.sendMail({ raw: Buffer.from(raw), envelope: { from: '', to } })
  }
  const isUp = async (id: number) => (await sourceDetail(world, id)).upSince !== null

  it('receive reports by SMTP, acknowledged once they are stored, and follow the settings', async () => {
    const first = await smtp()
    const id = await listenerSource(first)
    worker()
    await expect.poll(() => isUp(id)).toBe(true)
    await send(first.settings.port, vzdumpMail({ date: '2026-11-10T01:00:00Z' }))
    await expect.poll(() => inbox(world)).toMatchObject([{ software: 'Proxmox VE' }])
    await expect
      .poll(() => sourceDetail(world, id))
      .toMatchObject({ lastDeliveryAt: world.clock(), canDelete: false })

    const second = await smtp()
    await changeSource(world, ANNA, id, { connection: second })
    await expect
      .poll(() =>
        send(second.settings.port, vzdumpMail({ date: '2026-11-09T01:00:00Z' })).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await expect(send(first.settings.port, vzdumpMail({ date: '2026-11-08T01:00:00Z' }))).rejects.toThrow(
      'ECONNREFUSED',
    )

    await changeSource(world, ANNA, id, { enabled: false })
    await expect
      .poll(() =>
        send(second.settings.port, vzdumpMail({ date: '2026-11-07T01:00:00Z' })).then(
          () => true,
          () => false,
        ),
      )
      .toBe(false)
  })

  it('are kept up by one process, and taken over by another when it ends', async () => {
    const connection = await smtp()
    const id = await listenerSource(connection)
    const end = worker()
    await expect.poll(() => isUp(id)).toBe(true)
    worker()
    await end()
    await expect
      .poll(
        () =>
          send(connection.settings.port, vzdumpMail({ date: '2026-11-06T01:00:00Z' })).then(
            () => true,
            () => false,
          ),
        { timeout: 25_000 },
      )
      .toBe(true)
  })

  it('say so when they cannot be started', async () => {
    const connection = await smtp()
    const holder = await listenerSource(connection)
    worker()
    await expect.poll(() => isUp(holder)).toBe(true)
    const id = await listenerSource({
      ...connection,
      settings: { ...connection.settings, recipientDomains: ['other.msp.example'] },
    }).catch(async () =>
      createSource(world, ANNA, {
        name: 'Second',
        connection,
        enabled: true,
        autoImport: false,
        intervalMinutes: 15,
        batchSize: 100,
        trustedAuthenticationServer: null,
      }),
    )
    await expect
      .poll(async () => (await openIncidents(world)).map((incident) => incident.source.id))
      .toContain(id)
    const incident = (await openIncidents(world)).find(({ source }) => source.id === id)
    expect(incident?.message).toContain('another program has it')
    await removeSource(world, ANNA, id)
    expect((await openIncidents(world)).map(({ source }) => source.id)).not.toContain(id)
  })

  it('are tested before they are saved', async () => {
    expect(await testConnection(world, { connection: await smtp() })).toMatchObject({
      ok: true,
      message: expect.stringContaining('is free'),
    })
    expect(await testConnection(world, { connection: await smtp({ requireTls: true }) })).toMatchObject({
      ok: false,
      message: expect.stringContaining('certificate'),
    })
    expect(
      await testConnection(world, { connection: await smtp({ authentication: 'required' }) }),
    ).toMatchObject({ ok: false, message: expect.stringContaining('user and the password') })
  })

  it('ask for an import as soon as a watched mailbox has news', async () => {
    const { id, mailbox } = await mailboxSource(world, { autoImport: true })
    const asked = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from pgboss.job where name = 'sources.import' and singleton_key = ${String(id)} and state < 'active'`.execute(
        world.db,
      )
      return rows[0]?.n
    }
    await sql`delete from pgboss.job where name = 'sources.import'`.execute(world.db)
    worker()
    await expect
      .poll(async () => {
        mailbox.put(vzdumpMail({ date: '2026-11-05T01:00:00Z' }))
        return asked()
      })
      .toBe(1)
  })
})

describe('a way in that is delivered to', () => {
  const world = useTestWorld('2026-11-10T08:00:00.000Z')

  it('is up since it first said so, and from anew after a minute without a sign of life', async () => {
    const { rows } = await sql<{ id: number }>`select id from sources where kind = 'http'`.execute(world.db)
    const id = rows[0]?.id ?? 0
    const beat = async (now: string) => {
      world.setNow(now)
      await noteUp(world.db, [id], now, 60)
      return (await sourceDetail(world, id)).upSince
    }
    expect(await beat('2026-11-10T08:00:00.000Z')).toBe('2026-11-10T08:00:00.000Z')
    expect(await beat('2026-11-10T08:01:00.000Z')).toBe('2026-11-10T08:00:00.000Z')
    expect(await beat('2026-11-10T08:02:01.000Z')).toBe('2026-11-10T08:02:01.000Z')
    world.setNow('2026-11-10T08:04:00.000Z')
    expect((await sourceDetail(world, id)).upSince).toBeNull()
  })
})
