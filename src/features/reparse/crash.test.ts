import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { datenretterMail, DATENRETTER_RULE as RULE } from '../../../test/support/datenretter.ts'
import { apply, preview, useRule } from '../../../test/support/reparsing.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { sql } from '../../platform/db.ts'
import { applyPreview, cancelPreview, previewById, startPreview } from './previews.ts'
import { workOnPreview } from './work.ts'

const PROCESS = path.resolve(import.meta.dirname, '../../../test/support/preview-process.ts')
const REPORTS = 350

const report = (minute: number) =>
  datenretterMail({ date: new Date(Date.UTC(2026, 10, 9, 0, minute)).toISOString() })

describe('a worker that is killed', () => {
  const world = useTestWorld()
  let id = 0

  beforeAll(async () => {
    await useRule(world, { ...RULE, objects: null })
    await drop(world, report(0))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    await drop(world, ...Array.from({ length: REPORTS - 1 }, (_, index) => report(index + 1)))
    await useRule(world, RULE)
    id = await startPreview(world, ANNA, { kind: 'outdated' })
  })

  /** Lets a process of its own work on the preview and kills it as soon as this column moved on from where it stood, but not to its end. */
  async function killOnTheWay(column: 'read_down_to' | 'applied_down_to'): Promise<void> {
    const position = async () => {
      const { rows } = await sql<{ at: number }>`
        select coalesce(${sql.ref(column)}, newest_message_id + 1) as at from reparse_previews where id = ${id}`.execute(
        world.db,
      )
      return rows[0]?.at ?? 0
    }
    const from = await position()
    const child = spawn(process.execPath, [PROCESS, world.databaseUrl, String(id)], { stdio: 'ignore' })
    const ended = once(child, 'exit')
    while ((await position()) === from && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill('SIGKILL')
    await ended
    expect(await position()).toBeLessThan(from)
    expect(await position()).toBeGreaterThan(0)
  }

  it('in the middle of a preview is taken over where it stood: every message is counted once', async () => {
    await killOnTheWay('read_down_to')
    expect((await previewById(world, id)).state).toBe('running')
    await Promise.all([workOnPreview(world, id), workOnPreview(world, id)])
    expect(await previewById(world, id)).toMatchObject({
      state: 'ready',
      read: REPORTS,
      changedMessages: REPORTS,
      changedRuns: REPORTS,
      keptChanges: REPORTS,
    })
  })

  it('in the middle of applying is taken over too: every run has its new facts, and is counted once', async () => {
    await applyPreview(world, ANNA, id)
    await killOnTheWay('applied_down_to')
    expect((await previewById(world, id)).state).toBe('applying')
    await Promise.all([workOnPreview(world, id), workOnPreview(world, id)])
    expect(await previewById(world, id)).toMatchObject({
      state: 'applied',
      applied: { messages: REPORTS, runs: REPORTS, errors: 0 },
    })
    const all = await runs(world)
    expect(all).toHaveLength(REPORTS)
    expect(all.every((run) => run.objects.length === 2)).toBe(true)
    const { rows } = await sql`select count(*) as count from audit_log where event_type = 'reparsed'`.execute(
      world.db,
    )
    expect(rows).toEqual([{ count: 1 }])
  })

  it('leaves what was applied in peace when somebody cancels the rest', async () => {
    await useRule(world, { ...RULE, objects: null })
    const found = await preview(world, { kind: 'outdated' })
    await applyPreview(world, ANNA, found.id)
    id = found.id
    await killOnTheWay('applied_down_to')
    await cancelPreview(world, id)
    await workOnPreview(world, id)
    const { applied, state } = await previewById(world, id)
    expect(state).toBe('cancelled')
    const done = (await runs(world)).filter((run) => run.objects.length === 0).length
    expect(applied?.runs).toBe(done)
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(REPORTS)
  })
})

describe('applying while reports come in', () => {
  const world = useTestWorld()

  it('loses nothing and doubles nothing', async () => {
    await useRule(world, { ...RULE, objects: null })
    await drop(world, report(0))
    await approveAsNew(world, (await inbox(world))[0]?.id ?? 0, await customer(world, 'Kanzlei'))
    await drop(world, ...Array.from({ length: 149 }, (_, index) => report(index + 1)))
    await useRule(world, RULE)
    const found = await preview(world, { kind: 'outdated' })
    const [applied, ...imports] = await Promise.all([
      apply(world, found.id),
      ...[0, 1, 2].map((part) =>
        drop(world, ...Array.from({ length: 50 }, (_, index) => report(200 + part * 50 + index))),
      ),
    ])
    expect(applied).toMatchObject({ state: 'applied', applied: { messages: 150, runs: 150, errors: 0 } })
    expect(imports.map((tally) => tally.autoApproved)).toEqual([50, 50, 50])
    const all = await runs(world)
    expect(all).toHaveLength(300)
    expect(all.every((run) => run.objects.length === 2)).toBe(true)
    const { rows } = await sql`select run_count from job_health`.execute(world.db)
    expect(rows).toEqual([{ run_count: 300 }])
  })
})
