import { setTimeout as pause } from 'node:timers/promises'
import { importNow } from '../../src/features/sources/request-import.ts'
import { importsPage } from '../../src/features/sources/source-page.ts'
import { ANNA } from '../support/cast.ts'
import type { Installation } from './installation.ts'

const LOOK_MS = 50
/** A killed import says no more; whoever waits looks again. */
const LONGEST_MS = 5_000

/** Presses "Import now" and waits until that import has ended, or until nothing more can be expected of it. */
export async function importOnce(installation: Installation, sourceId: number): Promise<void> {
  // Without a database there is no button either.
  await pressAndWait(installation, sourceId).catch(() => undefined)
}

async function pressAndWait({ world }: Installation, sourceId: number): Promise<void> {
  const newest = async () => (await importsPage(world, { sourceId, limit: 1 })).rows[0]
  const before = (await newest())?.id ?? 0
  await importNow(world, ANNA, sourceId)
  const deadline = performance.now() + LONGEST_MS
  while (performance.now() < deadline) {
    const run = await newest()
    if (run && run.id > before && run.state !== 'running') return
    await pause(LOOK_MS)
  }
}
