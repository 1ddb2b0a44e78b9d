import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
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

async function measurePages({ world, databaseUrl }: Kept): Promise<Measured[]> {
  const { db, take } = openWatchedDatabase(databaseUrl)
  const visitor = await visit({ ...world, db })
  const measured: Measured[] = []
  try {
    console.log(
      `${'page'.padEnd(40)}${['best', 'p50', 'p95', 'max'].map((name) => name.padStart(8)).join('')}  ms`,
    )
    for (const page of await pagesOf(db, seededRandom(7))) {
      const found = await measurePage(page, visitor, take)
      measured.push(found)
      console.log(
        `${page.name.padEnd(40)}${[found.best, found.p50, found.p95, found.slowest].map((ms) => ms.toFixed(0).padStart(8)).join('')}`,
      )
    }
  } finally {
    await visitor.leave()
    await db.destroy()
  }
  return measured
}

/** A page takes as long as its slowest request, because the browser asks for them side by side; here one waits for the other, so that none is slowed down by its neighbour. */
async function measurePage(
  { name, open }: Page,
  visitor: Visitor,
  take: () => Statement[],
): Promise<Measured> {
  const times: number[] = []
  let slowest = { ms: -1, statements: [] as Statement[] }
  for (let time = -WARM_UP; time < TIMES; time++) {
    take()
    let ms = 0
    for (const address of open()) ms = Math.max(ms, await visitor.ask(address))
    if (time < 0) continue
    times.push(ms)
    if (ms > slowest.ms) slowest = { ms, statements: take() }
  }
  times.sort((a, b) => a - b)
  const share = (part: number) => times[Math.ceil(times.length * part) - 1] ?? 0
  return {
    name,
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
  for (const { name, p50, p95, statements } of measured) {
    const plans = await plansOf(databaseUrl, statements)
    const head = `# ${name}\n\n${truth.runs.total} runs, ${truth.unreviewed.total} unreviewed: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms.`
    const file = `${name.toLowerCase().replace(/[^a-z]+/g, '-')}.md`
    await writeFile(path.join(PLANS, file), `${head}\n\n${plans || 'No statement takes a millisecond.'}\n`)
  }
}
