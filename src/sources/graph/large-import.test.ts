import { expect, it } from 'vitest'
import { deliverMany, graphMailbox, importAll } from '../../../test/support/graph-mailbox.ts'

it('hands 2,300 messages over exactly once each, and moves each after it was settled, through throttling, expiring tokens, broken connections, a renamed folder and a colleague who deletes', async () => {
  const { fake, mailbox, time } = await graphMailbox({ pageSize: 100 })
  const delivered = deliverMany(fake, 2_300)
  const deleted = delivered[1_500] ?? ''
  const each =
    (count: number, from = 0) =>
    ({ number }: { number: number }) =>
      number % count === from
  const at =
    (wanted: number) =>
    ({ number }: { number: number }) =>
      number === wanted
  fake.disturb({ on: 'mime', fault: { kind: 'throttled', retryAfter: 3 }, when: each(71) })
  fake.disturb({ on: 'mime', fault: { kind: 'throttled', status: 503 }, when: each(211) })
  fake.disturb({ on: 'mime', fault: { kind: 'reset', after: 'nothing' }, when: each(173) })
  fake.disturb({ on: 'mime', fault: { kind: 'tokens-expire' }, when: each(457) })
  fake.disturb({ on: 'move', fault: { kind: 'throttled', retryAfter: 'date' }, when: each(97) })
  fake.disturb({ on: 'move', fault: { kind: 'reset', after: 'all' }, when: each(181) })
  fake.disturb({ on: 'move', fault: { kind: 'tokens-expire' }, when: each(499) })
  fake.disturb({ on: 'messages', fault: { kind: 'throttled', retryAfter: 1 }, when: each(5) })
  const rename = () => fake.renameFolder(fake.incomingFolderId, 'Back-ups')
  fake.disturb({ on: 'messages', fault: { kind: 'meanwhile', happens: rename }, when: at(11) })
  const remove = () => fake.removeMessage(deleted)
  fake.disturb({ on: 'mime', fault: { kind: 'meanwhile', happens: remove }, when: at(700) })
  // A quarter of an hour passes now and then, so that tokens also end by their own time.
  fake.disturb({
    on: 'mime',
    fault: { kind: 'meanwhile', happens: () => time.advance(900_000) },
    when: each(250),
  })

  const { refs, problems } = await importAll(mailbox, { batchSize: 50 })

  expect(problems).toEqual([])
  expect(refs).toEqual(delivered.filter((id) => id !== deleted))
  expect(fake.messagesIn(fake.incomingFolderId)).toEqual([])
  const processed = fake.messagesIn(fake.processedFolderId)
  expect(new Set(processed.map((message) => message.immutableId))).toEqual(new Set(refs))
  expect(processed).toHaveLength(2_299)
  expect(processed.some((message) => message.isRead)).toBe(false)
  expect(fake.mostAtOnce()).toBeLessThanOrEqual(2)
  const logins = fake.requests('token').length
  expect(logins).toBeGreaterThan(8)
  expect(logins).toBeLessThan(25)
  expect((await importAll(mailbox)).refs).toEqual([])
}, 120_000)
