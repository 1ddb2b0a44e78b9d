import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../src/app/config.ts'
import { openWorld } from '../../src/app/open-world.ts'
import type { World } from '../../src/app/world.ts'
import { createLogger } from '../../src/platform/log.ts'
import type { GroundTruth } from './ground-truth.ts'
import { NOW, type Plan } from './scale.ts'

/** Says that a folder is a generated installation, which may be replaced. */
const MARKER = 'backupchecks-bench.json'
const TRUTH = 'ground-truth.json'

export type Kept = { world: World; databaseUrl: string; truth: GroundTruth; folder: string }

/** Where an installation of a scale is kept when nobody says otherwise. */
export function defaultFolder(plan: Plan): string {
  return path.join(tmpdir(), `backupchecks-bench-${plan.scale.name}`)
}

/** Whether the folder holds a complete installation of exactly this plan. */
export async function isKept(folder: string, plan: Plan): Promise<boolean> {
  const marker = await readFile(path.join(folder, MARKER), 'utf8').catch(() => '')
  return marker === markerOf(plan) && existsSync(path.join(folder, TRUTH))
}

/** Makes an installation in the folder, in place of a generated one; any other content is left alone and refused. */
export async function makeKept(
  folder: string,
  plan: Plan,
  fill: (world: World, url: string) => Promise<GroundTruth>,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const content = await readdir(folder)
  if (content.length > 0 && !content.includes(MARKER))
    throw new Error(`${folder} holds something else than a generated installation; name another folder.`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path.join(folder, MARKER), markerOf(plan))
  const truth = await withWorld(folder, (world, url) => fill(world, url))
  // Written last, and whole: an installation without it was never finished.
  await writeFile(path.join(folder, `${TRUTH}.new`), `${JSON.stringify(truth, null, 1)}\n`)
  await rename(path.join(folder, `${TRUTH}.new`), path.join(folder, TRUTH))
}

/** Works with a kept installation, brought to the newest schema; its clock stands at the moment that it was made for. */
export async function withKept(folder: string, work: (kept: Kept) => Promise<void>): Promise<void> {
  const truth = JSON.parse(await readFile(path.join(folder, TRUTH), 'utf8')) as GroundTruth
  await withWorld(folder, (world, databaseUrl) => work({ world, databaseUrl, truth, folder }))
}

async function withWorld<T>(folder: string, work: (world: World, url: string) => Promise<T>): Promise<T> {
  const config = readConfig({}, { dataDir: path.join(folder, 'data') })
  const { world, databaseUrl, close } = await openWorld(config, { own: true, log: createLogger('warn') })
  try {
    return await work({ ...world, clock: () => new Date(NOW).toISOString() }, databaseUrl)
  } finally {
    await close()
  }
}

function markerOf({ scale, seed, unreviewed }: Plan): string {
  return `${JSON.stringify({ scale: scale.name, seed, unreviewed })}\n`
}
