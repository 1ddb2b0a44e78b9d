import { beforeAll, describe, expect, it } from 'vitest'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { addUser } from '../people/index.ts'
import { changeView, createView, removeView, savePreferences, viewsOf } from './queue-views.ts'

describe('saved views of the queue', () => {
  const world = useTestWorld()
  let anna = 0
  let bert = 0
  beforeAll(async () => {
    for (const username of ['anna', 'bert'])
      await addUser(world, {
        username,
        password: 'a long enough secret',
        displayName: '',
        roles: ['operator'],
      })
    const { rows } = await sql<{ id: number }>`select id from users order by id`.execute(world.db)
    anna = rows[0]?.id ?? 0
    bert = rows[1]?.id ?? 0
  })

  it('are a person’s own, by name, each name once', async () => {
    const view = await createView(world, anna, { name: 'Veeam failures', search: { software: 'Veeam' } })
    await createView(world, bert, { name: 'Veeam failures', search: {} })
    await expect(createView(world, anna, { name: 'Veeam failures', search: {} })).rejects.toMatchObject({
      code: 'view_name_taken',
    })
    expect((await viewsOf(world, anna)).views).toEqual([view])
    await expect(changeView(world, bert, { id: view.id, name: 'Mine now' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(removeView(world, bert, view.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('can be renamed and given other filters, but not a name that is in use', async () => {
    const other = await createView(world, anna, { name: 'Cove', search: {} })
    await expect(changeView(world, anna, { id: other.id, name: 'Veeam failures' })).rejects.toMatchObject({
      code: 'view_name_taken',
    })
    expect(await changeView(world, anna, { id: other.id, name: 'Cove' })).toMatchObject({ name: 'Cove' })
    expect(
      await changeView(world, anna, { id: other.id, name: 'By text', search: { group: 'error' } }),
    ).toEqual({ id: other.id, name: 'By text', search: { group: 'error' } })
  })

  it('begin the day of who chose so, until the view is deleted', async () => {
    const [first] = (await viewsOf(world, anna)).views
    await savePreferences(world, anna, { search: { sort: 'customer' } })
    await savePreferences(world, anna, { viewId: first?.id ?? 0 })
    expect((await viewsOf(world, anna)).preferences).toEqual({
      search: { sort: 'customer' },
      viewId: first?.id,
    })
    await expect(savePreferences(world, bert, { viewId: first?.id ?? 0 })).rejects.toMatchObject({
      code: 'not_found',
    })
    await removeView(world, anna, first?.id ?? 0)
    expect((await viewsOf(world, anna)).preferences).toEqual({ search: { sort: 'customer' }, viewId: null })
  })

  it('that another version stored in words of its own count as empty', async () => {
    await sql`update user_preferences set value = '{"search": {"sort": "by colour"}}' where user_id = ${anna}`.execute(
      world.db,
    )
    expect((await viewsOf(world, anna)).preferences).toEqual({ search: {}, viewId: null })
  })
})
