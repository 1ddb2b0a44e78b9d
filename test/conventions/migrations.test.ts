import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { generateDbTypes } from '../../scripts/generate-db-types.ts'
import { migrate } from '../../src/platform/migrate.ts'
import { useTestWorld } from '../support/world.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

describe('the migrations', () => {
  const world = useTestWorld()

  it('give exactly the tables that the code is written against', async () => {
    const written = await readFile(path.join(ROOT, 'src/platform/db.types.ts'), 'utf8')
    expect(await generateDbTypes(world.databaseUrl)).toBe(written)
  })

  it('run once only', async () => {
    expect(await migrate(world.databaseUrl)).toEqual([])
  })

  it('are numbered without gaps, and each begins with a line that says why', async () => {
    const names = (await readdir(path.join(ROOT, 'migrations'))).sort()
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_name, index) => index + 1))
    for (const name of names) {
      const [first] = (await readFile(path.join(ROOT, 'migrations', name), 'utf8')).split('\n')
      expect(first, name).toMatch(/^-- \w.{20,}/)
    }
  })

  it('are refused when one was changed after it ran', async () => {
    await world.db
      .insertInto('schema_migrations')
      .values({ name: '9999_from_the_future.sql', checksum: 'x' })
      .execute()
    await expect(migrate(world.databaseUrl)).rejects.toThrow('newer version')
  })
})
