import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../test/support/world.ts'
import { type Live, type Notice, openLive, publish } from './live.ts'

describe('live updates', () => {
  const world = useTestWorld()
  const stop = new AbortController()
  const opened: Live[] = []
  const process = () => {
    const live = openLive(world.databaseUrl, world.log)
    opened.push(live)
    return live
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((live) => live.close()))
  })

  /** The next notice that isn't the call to ask anew. */
  async function next(notices: AsyncGenerator<Notice>): Promise<Notice> {
    for (;;) {
      const { value } = await notices.next()
      if (value && value.topic !== 'resync') return value
    }
  }

  /** Subscribes and waits until nothing is missed any more. */
  async function listening(live: Live, topics: string[]): Promise<AsyncGenerator<Notice>> {
    const notices = live.subscribe(topics, stop.signal)
    await notices.next()
    return notices
  }

  it('reach every process that subscribed to their topic, once the transaction commits', async () => {
    const [one, two] = await Promise.all([listening(process(), ['a']), listening(process(), ['a', 'b'])])
    await world.db.transaction().execute(async (tx) => {
      await publish(tx, 'b', { n: 0 })
      await publish(tx, 'a', { n: 1 })
    })
    await world.db
      .transaction()
      .execute(async (tx) => {
        await publish(tx, 'a', { n: 'rolled back' })
        throw new Error('no')
      })
      .catch(() => {})
    await publish(world.db, 'a', { n: 2 })
    expect([await next(one), await next(one)]).toEqual([
      { topic: 'a', data: { n: 1 } },
      { topic: 'a', data: { n: 2 } },
    ])
    expect([await next(two), await next(two)]).toEqual([
      { topic: 'b', data: { n: 0 } },
      { topic: 'a', data: { n: 1 } },
    ])
  })

  it('say that something may have been missed when the connection broke, and go on', async () => {
    const notices = await listening(process(), ['a'])
    const client = new pg.Client({ connectionString: world.databaseUrl })
    await client.connect()
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'backupchecks-live' and datname = current_database()",
    )
    await client.end()
    expect((await notices.next()).value).toEqual({ topic: 'resync', data: null })
    await publish(world.db, 'a', 'after')
    expect(await next(notices)).toEqual({ topic: 'a', data: 'after' })
  })

  it('leave out data that is too large, rather than the notice', async () => {
    const notices = await listening(process(), ['a'])
    await publish(world.db, 'a', 'x'.repeat(20_000))
    expect(await next(notices)).toEqual({ topic: 'a', data: null })
  })

  it('make a listener that does not keep up ask anew instead of growing', async () => {
    const notices = await listening(process(), ['a'])
    for (let n = 0; n < 250; n++) await publish(world.db, 'a', n)
    await publish(world.db, 'a', 'last')
    const got: Notice[] = []
    while (got.at(-1)?.data !== 'last')
      got.push((await notices.next()).value ?? { topic: 'ended', data: 'last' })
    expect(got[0]).toEqual({ topic: 'resync', data: null })
    expect(got.length).toBeLessThan(200)
  })

  it('end when the listener goes', async () => {
    const gone = new AbortController()
    const notices = process().subscribe(['a'], gone.signal)
    await notices.next()
    setTimeout(() => gone.abort(), 20)
    let last = await notices.next()
    while (!last.done) last = await notices.next()
    expect(last.done).toBe(true)
  })
})
