import { parseArgs } from 'node:util'
import type { World } from '../../src/app/world.ts'
import { sql } from '../../src/platform/db.ts'
import { mb } from '../figures.ts'
import { seededRandom } from '../seeded-random.ts'
import { instantOf } from './days.ts'
import { planFleet } from './fleet.ts'
import { emptyTruth, type GroundTruth } from './ground-truth.ts'
import { defaultFolder, isKept, makeKept } from './kept-installation.ts'
import { historyOf } from './runs.ts'
import { type Plan, SCALES } from './scale.ts'
import { differences } from './verify.ts'
import { withoutIndexes } from './without-indexes.ts'
import { SOURCE_ID, writeFleet } from './write-fleet.ts'
import {
  concludeFromRuns,
  writeInbox,
  writeMailResults,
  writeReviewEvents,
  writeTickets,
} from './write-rest.ts'
import { writeRuns } from './write-runs.ts'

/** `npm run bench -- generate --scale S|M [--seed N] [--unreviewed N] [--keep FOLDER]`: makes an installation anew, and a file with what is in it. */
export async function benchGenerate(argv: readonly string[]): Promise<void> {
  const { plan, folder } = readPlan(argv)
  await generateInto(folder, plan)
}

/** The plan and the folder that a bench over a generated installation is asked for. */
export function readPlan(argv: readonly string[]): { plan: Plan; folder: string } {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      scale: { type: 'string', default: 'S' },
      seed: { type: 'string', default: '1' },
      unreviewed: { type: 'string', default: '3000' },
      keep: { type: 'string' },
    },
  })
  const scale = SCALES[values.scale]
  const [seed, unreviewed] = [Number(values.seed), Number(values.unreviewed)]
  if (!scale || !Number.isSafeInteger(seed) || !Number.isSafeInteger(unreviewed) || unreviewed < 0)
    throw new Error('--scale is S or M; --seed and --unreviewed are whole numbers.')
  const plan = { scale, seed, unreviewed }
  return { plan, folder: values.keep ?? defaultFolder(plan) }
}

/** Makes the installation of a plan where it is not kept already. */
export async function keepInstallation(folder: string, plan: Plan): Promise<void> {
  if (!(await isKept(folder, plan))) await generateInto(folder, plan)
}

async function generateInto(folder: string, plan: Plan): Promise<void> {
  const { scale, seed, unreviewed } = plan
  console.log(
    `scale ${scale.name}: ${scale.jobs} jobs, ${scale.runs} runs, ${unreviewed} unreviewed (seed ${seed}), in ${folder}\n`,
  )
  await makeKept(folder, plan, (world, url) => fill(world, url, plan))
  console.log(`\nKept in ${folder}, with ground-truth.json.`)
}

async function fill({ db }: World, url: string, plan: Plan): Promise<GroundTruth> {
  const random = seededRandom(plan.seed)
  const truth = emptyTruth(plan)
  const fleet = planFleet(plan.scale, random)
  const history = historyOf(fleet.jobs, plan.scale.runs)
  await step('customers, jobs, objects', () =>
    writeFleet(db, url, fleet, truth, instantOf(history.firstDay, 0)),
  )
  await withoutIndexes(
    url,
    async () => {
      await step('runs with objects, messages and slots', () =>
        writeRuns(url, fleet.jobs, history, { truth, unreviewed: plan.unreviewed, random }),
      )
      await step('review events', () => writeReviewEvents(db))
      await step('results of messages', () => writeMailResults(db))
    },
    (work) => step('indexes', work),
  )
  await step('vacuum and analyze', async () => void (await sql`vacuum (analyze)`.execute(db)))
  await step('health and schedules, by the product itself', async () => void (await concludeFromRuns(db)))
  await step('Inbox, tickets, remarks', async () => {
    await writeInbox(db, SOURCE_ID, truth)
    await writeTickets(db, fleet.jobs, truth)
  })
  await step('vacuum and analyze', async () => void (await sql`vacuum (analyze)`.execute(db)))
  await step('checking the ground truth', async () => {
    const different = await differences(db, plan, truth)
    if (different.length > 0)
      throw new Error(`The database does not hold what was counted: ${different.join(', ')}.`)
  })
  const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(
    db,
  )
  console.log(
    `\n${truth.runs.total} runs, ${truth.objects.ofRuns} objects of runs, ${truth.reviewEvents} review events: ${mb(rows[0]?.size ?? 0)}`,
  )
  return truth
}

async function step(name: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now()
  await work()
  console.log(`${name.padEnd(48)}${((performance.now() - start) / 1000).toFixed(1).padStart(8)} s`)
}
