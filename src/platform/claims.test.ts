import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../test/support/world.ts'
import { type Claims, openClaims } from './claims.ts'

describe('a claim', () => {
  const world = useTestWorld()
  const opened: Claims[] = []
  const process = () => {
    const claims = openClaims(world.databaseUrl, world.log)
    opened.push(claims)
    return claims
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((claims) => claims.close()))
  })

  it('is held by one process, and by it only once, until it is released', async () => {
    const [one, two] = [process(), process()]
    const claim = await one.claim('service', 1)
    expect(claim).not.toBeNull()
    expect(await one.claim('service', 1)).toBeNull()
    expect(await two.claim('service', 1)).toBeNull()
    expect(await two.claim('service', 2)).not.toBeNull()
    expect(await two.claim('import run', 1)).not.toBeNull()
    await claim?.release()
    expect(await two.claim('service', 1)).not.toBeNull()
  })

  it('ends with its connection, which its holder is told, and can be taken again', async () => {
    const [one, two] = [process(), process()]
    const claim = await one.claim('service', 3)
    const client = new pg.Client({ connectionString: world.databaseUrl })
    await client.connect()
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'backupchecks-claims' and datname = current_database()",
    )
    await client.end()
    await expect.poll(() => claim?.signal.aborted).toBe(true)
    const again = (await one.claim('service', 3)) ?? (await two.claim('service', 3))
    expect(again?.signal.aborted).toBe(false)
  })
})
