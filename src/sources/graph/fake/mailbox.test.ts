import { describe, expect, it } from 'vitest'
import { graphCaller, json, moveTo, refusalOf, signIn } from '../../../../test/support/graph-caller.ts'
import { movingClock } from '../../../../test/support/moving-clock.ts'
import { createLimits } from './limits.ts'

const IMMUTABLE = { prefer: 'IdType="ImmutableId"' }
const id = encodeURIComponent
const raw = new TextEncoder().encode('Subject: x\r\n\r\ny')
type Listed = { id: string; displayName: string; receivedDateTime: string }
const daysOf = (page: { value: Listed[] }) =>
  page.value.map((message) => message.receivedDateTime.slice(0, 10))

describe('documented: folders', () => {
  it('come ten at a time, one level, without the hidden ones', async () => {
    const { fake, askForJson } = await graphCaller({ pageSize: 1000 })
    for (let number = 1; number <= 12; number += 1) fake.addFolder({ name: `Folder ${number}` })
    fake.addFolder({ name: 'Sync', hidden: true })
    const first = await askForJson('mailFolders')
    expect(first.value).toHaveLength(10)
    const second = await askForJson(first['@odata.nextLink'])
    const names = [...first.value, ...second.value].map((folder: Listed) => folder.displayName)
    expect(names).toHaveLength(14)
    expect(names).not.toContain('Backup reports')
    expect((await askForJson('mailFolders?includeHiddenFolders=true&$top=100')).value).toHaveLength(15)
  })

  it('have children below them, and a parent', async () => {
    const { fake, askForJson } = await graphCaller()
    const select = '$select=displayName,parentFolderId,childFolderCount'
    expect((await askForJson(`mailFolders/inbox/childFolders?${select}`)).value).toEqual([
      {
        id: fake.incomingFolderId,
        displayName: 'Backup reports',
        parentFolderId: fake.inboxId,
        childFolderCount: 1,
      },
    ])
  })

  it('keep their id when they are renamed, and answer to well-known names in any language', async () => {
    const { fake, askForJson } = await graphCaller()
    fake.renameFolder(fake.inboxId, 'Postvak IN')
    const inbox = await askForJson('mailFolders/inbox?$select=displayName')
    expect(inbox).toEqual({ id: fake.inboxId, displayName: 'Postvak IN' })
  })
})

describe('documented: messages', () => {
  it('come newest first unless asked otherwise, with an UTC receive time', async () => {
    const { fake, askForJson } = await graphCaller()
    for (const day of ['02', '01', '03']) fake.deliver({ raw, receivedAt: `2026-11-${day}T02:15:08.000Z` })
    const list = `mailFolders/${id(fake.incomingFolderId)}/messages?$select=receivedDateTime`
    const newest = await askForJson(list)
    expect(newest.value[0].receivedDateTime).toBe('2026-11-03T02:15:08Z')
    const oldest = await askForJson(`${list}&$orderby=receivedDateTime%20asc`)
    expect(oldest.value[0].receivedDateTime).toBe('2026-11-01T02:15:08Z')
  })

  it('have ids that stay when a header asks for them, and ids that change with each move otherwise', async () => {
    const { fake, ask } = await graphCaller()
    fake.deliver({ raw })
    const list = (headers = {}) => ask(`mailFolders/${id(fake.incomingFolderId)}/messages`, { headers })
    const stays = (await json(await list(IMMUTABLE))).value[0].id
    const changes = (await json(await list())).value[0].id
    expect((await list(IMMUTABLE)).headers.get('preference-applied')).toBe('IdType="ImmutableId"')

    const moved = await json(await ask(`messages/${id(changes)}/move`, moveTo(fake.processedFolderId)))
    expect(moved.id).not.toBe(changes)
    expect(await refusalOf(await ask(`messages/${id(changes)}`))).toBe('404 ErrorItemNotFound')
    const found = await json(await ask(`messages/${id(stays)}`, { headers: IMMUTABLE }))
    expect(found).toMatchObject({ id: stays, parentFolderId: fake.processedFolderId })
  })

  it('are moved with 201 and the message, and stay unread', async () => {
    const { fake, ask } = await graphCaller()
    const messageId = fake.deliver({ raw })
    await ask(`messages/${id(messageId)}/$value`)
    const response = await ask(`messages/${id(messageId)}/move`, moveTo('inbox', IMMUTABLE))
    expect(response.status).toBe(201)
    expect(await json(response)).toMatchObject({ id: messageId, parentFolderId: fake.inboxId, isRead: false })
  })

  it('come as pages whose link is a position: what is moved meanwhile makes the next page miss as much', async () => {
    const { fake, ask, askForJson } = await graphCaller()
    for (let day = 1; day <= 8; day += 1) fake.deliver({ raw, receivedAt: `2026-11-0${day}T00:00:00Z` })
    const list = `mailFolders/${id(fake.incomingFolderId)}/messages?$orderby=receivedDateTime%20asc`
    const first = await askForJson(list)
    expect(first.value).toHaveLength(3)
    expect(first['@odata.nextLink']).toMatch(/skip=183/)
    for (const message of first.value) {
      await ask(`messages/${id(message.id)}/move`, moveTo(fake.processedFolderId))
    }
    expect(daysOf(await askForJson(first['@odata.nextLink']))).toEqual(['2026-11-07', '2026-11-08'])
  })

  it('may be asked for four at once', async () => {
    const { ask } = await graphCaller({ latencyMs: 30 })
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await ask('mailFolders')).status),
    )
    expect(statuses.filter((status) => status === 429)).toHaveLength(4)
  })

  it('may be asked for ten thousand times in ten minutes', () => {
    const { clock, advance } = movingClock()
    const limits = createLimits(clock)
    for (let number = 0; number < 10_000; number += 1) limits.enter()
    expect(() => limits.enter()).toThrow('over its requests limit')
    advance(600_000)
    expect(() => limits.enter()).not.toThrow()
  })
})

describe('reported by users: messages', () => {
  it('are given as MIME without the folder in the path only', async () => {
    const { fake, ask } = await graphCaller()
    const messageId = id(fake.deliver({ raw }))
    const inFolder = await ask(`mailFolders/${id(fake.incomingFolderId)}/messages/${messageId}/$value`)
    expect(await refusalOf(inFolder)).toBe('405 ErrorInvalidRequest')
    const alone = await ask(`messages/${messageId}/$value`)
    expect(alone.headers.get('content-type')).toBe('text/plain')
    expect(new Uint8Array(await alone.arrayBuffer())).toEqual(raw)
  })

  it('come on pages that may be empty although others follow, that lead to themselves, or that lack a link', async () => {
    const { fake, askForJson } = await graphCaller()
    for (let number = 0; number < 4; number += 1) fake.deliver({ raw })
    const list = `mailFolders/${id(fake.incomingFolderId)}/messages`
    fake.disturb({ on: 'messages', fault: { kind: 'empty-page' } })
    const empty = await askForJson(list)
    expect(empty.value).toEqual([])
    expect((await askForJson(empty['@odata.nextLink'])).value).toHaveLength(3)
    fake.disturb({ on: 'messages', fault: { kind: 'next-link', to: 'itself' } })
    const itself = `${fake.url}/v1.0/users/${fake.mailbox}/${list}`
    expect((await askForJson(list))['@odata.nextLink']).toBe(itself)
    fake.disturb({ on: 'messages', fault: { kind: 'next-link', to: 'nowhere' } })
    expect(await askForJson(list)).not.toHaveProperty('@odata.nextLink')
  })

  it('are refused with 429 that tells the wait in seconds, as a date, or not at all', async () => {
    const { fake, ask } = await graphCaller()
    for (const [index, more] of [{ retryAfter: 7 }, { retryAfter: 'date' } as const, {}].entries()) {
      const when = ({ number }: { number: number }) => number === index + 1
      fake.disturb({ on: 'folders', fault: { kind: 'throttled', ...more }, when })
    }
    const waits = []
    for (let number = 0; number < 3; number += 1) {
      waits.push((await ask('mailFolders')).headers.get('retry-after'))
    }
    expect(waits).toEqual(['7', 'Mon, 23 Nov 2026 10:00:20 GMT', null])
  })
})

describe('assumed, not documented: Graph', () => {
  it('refuses garbled ids, unknown properties, unknown options and page sizes out of range, each in its way', async () => {
    const { fake, ask } = await graphCaller()
    const refused = async (path: string, init = {}) => refusalOf(await ask(path, init))
    const folder = `mailFolders/${id(fake.incomingFolderId)}`
    expect(await refused('messages/garbled')).toBe('400 ErrorInvalidIdMalformed')
    expect(await refused(`messages/${id(fake.incomingFolderId)}`)).toBe('404 ErrorItemNotFound')
    expect(await refused(`${folder}/messages?$select=nonsense`)).toBe('400 RequestBroker--ParseUri')
    expect(await refused(`${folder}/messages?$nonsense=1`)).toBe('400 RequestBroker--ParseUri')
    expect(await refused(`${folder}/messages?$top=1001`)).toBe('400 RequestBroker--ParseUri')
    expect(await refused('calendars')).toBe('400 BadRequest')
    expect(await refused('mailFolders', { method: 'DELETE' })).toBe('405 Request_BadRequest')
  })

  it('refuses a move without a target, to a folder that is gone, or that is not JSON', async () => {
    const { fake, ask } = await graphCaller()
    const target = `messages/${id(fake.deliver({ raw }))}/move`
    const move = moveTo(fake.processedFolderId)
    expect(await refusalOf(await ask(target, { ...move, body: '{}' }))).toBe('400 ErrorInvalidParameter')
    const asText = moveTo(fake.processedFolderId, { 'content-type': 'text/plain' })
    expect(await refusalOf(await ask(target, asText))).toBe('415 BadRequest')
    fake.removeFolder(fake.processedFolderId)
    expect(await refusalOf(await ask(target, move))).toBe('404 ErrorItemNotFound')
  })

  it.each([
    [false, 201],
    [true, 400],
  ])(
    'moves a message to where it lies already, or refuses that: both are played (%s)',
    async (refusesMoveToSameFolder, status) => {
      const { fake, ask } = await graphCaller({ refusesMoveToSameFolder })
      const target = `messages/${id(fake.deliver({ raw }))}/move`
      expect((await ask(target, moveTo(fake.incomingFolderId))).status).toBe(status)
    },
  )

  it('lets an application that may only read move nothing', async () => {
    const { fake, ask } = await graphCaller()
    fake.application.roles = ['Mail.Read']
    const headers = { authorization: `Bearer ${await signIn(fake)}` }
    const message = `messages/${id(fake.deliver({ raw }))}`
    expect((await ask(message, { headers })).status).toBe(200)
    const moved = await ask(`${message}/move`, moveTo(fake.inboxId, headers))
    expect(await refusalOf(moved)).toBe('403 ErrorAccessDenied')
  })
})

describe('the fake itself', () => {
  it('breaks connections before or after it did what was asked, and holds answers back', async () => {
    const { fake, ask } = await graphCaller()
    const target = `messages/${id(fake.deliver({ raw }))}/move`
    fake.disturb({ on: 'move', fault: { kind: 'reset', after: 'nothing' } })
    await expect(ask(target, moveTo(fake.processedFolderId))).rejects.toThrow('fetch failed')
    expect(fake.messagesIn(fake.incomingFolderId)).toHaveLength(1)
    fake.disturb({ on: 'move', fault: { kind: 'reset', after: 'all' } })
    await expect(ask(target, moveTo(fake.processedFolderId))).rejects.toThrow('fetch failed')
    expect(fake.messagesIn(fake.processedFolderId)).toHaveLength(1)
    fake.disturb({ on: 'folders', fault: { kind: 'stuck', in: 'head' } })
    const waiting = ask('mailFolders', { signal: AbortSignal.timeout(50) })
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('remembers what it was asked without the credentials', async () => {
    const { fake, ask, token } = await graphCaller()
    await ask('mailFolders?$top=5', { headers: { 'client-request-id': 'abc' } })
    expect(fake.requests().map((request) => request.operation)).toEqual(['token', 'folders'])
    const recorded = JSON.stringify(fake.requests())
    expect(recorded).toContain('abc')
    expect(recorded).not.toContain(token)
    const secretInAForm = new URLSearchParams({ s: fake.application.clientSecret }).toString().slice(2)
    expect(recorded).not.toContain(secretInAForm)
  })
})
