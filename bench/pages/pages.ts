import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import path from 'node:path'
import { postmasterPid } from '../../test/support/application.ts'
import { cpuSeconds } from '../cpu.ts'
import { keepInstallation, readPlan } from '../generate/generate.ts'
import { type Kept, withKept } from '../generate/kept-installation.ts'
import { seededRandom } from '../seeded-random.ts'
import { type Page, pagesOf } from './pages-of.ts'
import { plansOf } from './plans.ts'
import { type Visitor, visit } from './visitor.ts'
import { openWatchedDatabase, type Statement } from './watched-database.ts'

const TIMES = 40
const WARM_UP = 3
const AIM_MS = 100
const PLANS = path.join(import.meta.dirname, 'plans')

type Measured = {
  name: string
  cpu: number
  best: number
  p50: number
  p95: number
  slowest: number
  statements: Statement[]
}

/** `npm run bench -- pages [--scale S|M] …`: opens the pages of a generated installation over HTTP, and keeps the plans of what they ask at scale M. */
export async function benchPages(argv: readonly string[]): Promise<void> {
  const { plan, folder } = readPlan(argv)
  await keepInstallation(folder, plan)
  await withKept(folder, async (kept) => {
    console.log(
      `${kept.truth.runs.total} runs, ${kept.truth.unreviewed.total} unreviewed; each page ${TIMES} times\n`,
    )
    const measured = await measurePages(kept)
    if (plan.scale.name === 'M') await keepPlans(kept, measured)
    const slow = measured.filter(({ p95 }) => p95 >= AIM_MS)
    console.log(
      slow.length === 0
        ? `\nEvery page is within ${AIM_MS} ms at p95.`
        : `\nOver ${AIM_MS} ms at p95: ${slow.map(({ name }) => name).join('; ')}.`,
    )
  })
}

async function measurePages({ world, databaseUrl, folder }: Kept): Promise<Measured[]> {
  const { db, take } = openWatchedDatabase(databaseUrl)
  const visitor = await visit({ ...world, db })
  const measured: Measured[] = []
  const processes = [process.pid, (await postmasterPid(path.join(folder, 'data'))) ?? process.pid]
  try {
    console.log(
      `${'page'.padEnd(40)}${['cpu', 'best', 'p50', 'p95', 'max'].map((name) => name.padStart(8)).join('')}  ms`,
    )
    for (const page of await pagesOf(db, seededRandom(7))) {
      const found = await measurePage(page, visitor, take, processes)
      measured.push(found)
      console.log(
        `${page.name.padEnd(40)}${[found.cpu, found.best, found.p50, found.p95, found.slowest].map((ms) => ms.toFixed(0).padStart(8)).join('')}`,
      )
    }
  } finally {
    await visitor.leave()
    await db.destroy()
  }
  return measured
}

/**
 * A page takes as long as its slowest request, because the browser asks for them side by side; here one waits for the other, so that none is slowed down by its neighbour.
 * `cpu`: what application, database and this visitor need of a processor for one opening, which the clock does not tell where others use the machine too.
 */
async function measurePage(
  { name, open }: Page,
  visitor: Visitor,
  take: () => Statement[],
  processes: readonly number[],
): Promise<Measured> {
  const times: number[] = []
  let cpuBefore = 0
  let slowest = { ms: -1, statements: [] as Statement[] }
  for (let time = -WARM_UP; time < TIMES; time++) {
    take()
    if (time === 0) cpuBefore = await cpuSeconds(processes)
    let ms = 0
    for (const address of open()) ms = Math.max(ms, await visitor.ask(address))
    if (time < 0) continue
    times.push(ms)
    if (ms > slowest.ms) slowest = { ms, statements: take() }
  }
  const cpu = (((await cpuSeconds(processes)) - cpuBefore) * 1000) / TIMES
  times.sort((a, b) => a - b)
  const share = (part: number) => times[Math.ceil(times.length * part) - 1] ?? 0
  return {
    name,
    cpu,
    best: times[0] ?? 0,
    p50: share(0.5),
    p95: share(0.95),
    slowest: slowest.ms,
    statements: slowest.statements,
  }
}

/** Writes a file for each page with how its slowest opening was answered. */
async function keepPlans({ databaseUrl, truth }: Kept, measured: readonly Measured[]): Promise<void> {
  await mkdir(PLANS, { recursive: true })
  await writeFile(path.join(PLANS, 'figures.md'), figures(truth, measured))
  for (const { name, p50, p95, statements } of measured) {
    const plans = await plansOf(databaseUrl, statements)
    const head = `# ${name}\n\n${truth.runs.total} runs, ${truth.unreviewed.total} unreviewed: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms.`
    const file = `${name.toLowerCase().replace(/[^a-z]+/g, '-')}.md`
    await writeFile(path.join(PLANS, file), `${head}\n\n${plans || 'No statement takes a millisecond.'}\n`)
  }
}

function figures(truth: Kept['truth'], measured: readonly Measured[]): string {
  const rows = measured.map(({ name, cpu, best, p50, p95 }) => [
    name,
    ...[cpu, best, p50, p95].map((ms) => ms.toFixed(0)),
  ])
  const load = loadavg()
    .map((each) => each.toFixed(1))
    .join(', ')
  return [
    '# The pages of a large installation\n',
    `${truth.jobs.total} jobs, ${truth.runs.total} runs, ${truth.unreviewed.total} unreviewed; each page ${TIMES} times over HTTP, in milliseconds.`,
    `${availableParallelism()} cores, load average ${load}: above the number of cores, others slowed the pages down, and the processor time tells more than the clock.\n`,
    '| page | processor | best | p50 | p95 |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n')
}
