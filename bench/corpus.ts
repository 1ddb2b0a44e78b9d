import { bytesOf, kb, mb } from './figures.ts'
import type { SeededRandom } from './seeded-random.ts'
import { vzdumpMailWithLogs } from './text-mails.ts'
import { fullVeeamMail } from './veeam-mails.ts'

type Kind = { name: string; share: number; jobs: number; mail: MakeMail }
export type Corpus = { firstReports: Buffer[]; mails: Buffer[]; kinds: KindFacts[] }
type KindFacts = { name: string; count: number; smallest: number; mean: number; largest: number }

type MakeMail = (job: number, date: string, random: SeededRandom) => Buffer

/** What reports come in and how many jobs send them: 60 % short texts, 30 % usual HTML, 10 % long HTML. */
const KINDS: readonly Kind[] = [
  {
    name: 'vzdump, text with logs',
    share: 0.6,
    jobs: 240,
    mail: (job, date, random) => vzdumpMailWithLogs(`pve01.customer-${job + 1}.example`, date, random),
  },
  {
    name: 'Veeam, 1-5 machines, HTML',
    share: 0.3,
    jobs: 120,
    mail: (job, date, random) =>
      fullVeeamMail({ ...veeamJob(job, 'Servers'), date, machines: 1 + (job % 5) }, random),
  },
  {
    name: 'Veeam, 60 machines, HTML',
    share: 0.1,
    jobs: 40,
    mail: (job, date, random) =>
      fullVeeamMail({ ...veeamJob(job, 'Datacenter'), date, machines: 60 }, random),
  },
]

const DAY_MS = 86_400_000
const SPREAD_MS = 5 * DAY_MS

/** The mix of product.md section 25, of the days before `now`, in random order; the same seed and `now` give the same bytes. */
export function makeCorpus(random: SeededRandom, count: number, now: number): Corpus {
  const firstReports = KINDS.flatMap((kind) =>
    Array.from({ length: kind.jobs }, (_, job) => kind.mail(job, instant(now - SPREAD_MS - DAY_MS), random)),
  )
  const perKind = KINDS.map((kind) => {
    const mails = Array.from({ length: Math.round(count * kind.share) }, (_, index) =>
      kind.mail(index % kind.jobs, instant(now - SPREAD_MS + (index * SPREAD_MS) / count), random),
    )
    return { facts: factsOf(kind.name, mails), mails }
  })
  const mails = random.shuffled(perKind.flatMap((kind) => kind.mails))
  return { firstReports, mails, kinds: perKind.map((kind) => kind.facts) }
}

/** Prints what is in it. */
export function describeCorpus({ mails, kinds }: Corpus, seed: number): void {
  console.log(`${mails.length} mails, ${mb(bytesOf(mails))} (seed ${seed})`)
  for (const { name, count, smallest, mean, largest } of kinds)
    console.log(
      `  ${name.padEnd(28)}${String(count).padStart(6)} mails of ${kb(smallest)}-${kb(largest)} kB, mean ${kb(mean)} kB`,
    )
}

function veeamJob(job: number, name: string): { job: string; from: string } {
  return { job: `${name} daily`, from: `Veeam Backup <veeam@customer-${job + 1}.example>` }
}

function factsOf(name: string, mails: readonly Buffer[]): KindFacts {
  const sizes = mails.map((mail) => mail.byteLength)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return {
    name,
    count: mails.length,
    smallest: Math.min(...sizes),
    mean: total / mails.length,
    largest: Math.max(...sizes),
  }
}

function instant(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}.000Z`
}
