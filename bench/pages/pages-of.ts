import { contract } from '../../contract/contract.ts'
import { DAY } from '../../src/domain/schedule/units.ts'
import { type Database, sql } from '../../src/platform/db.ts'
import { dateText, localDayOf } from '../generate/days.ts'
import { NOW } from '../generate/scale.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { choicesOf } from './choices.ts'

/** A page as its requests: each time it is opened, `open` names the addresses that the browser asks for. */
export type Page = { name: string; open: () => readonly string[] }

/** The pages that a technician opens all morning, with rows chosen at random. */
export async function pagesOf(db: Database, random: SeededRandom): Promise<Page[]> {
  const unreviewed = await unreviewedRuns(db)
  const { rows: jobs } = await sql<{ id: number; customer_id: number; job_name: string }>`
    select j.id, j.customer_id, j.job_name from jobs j join customers c on c.id = j.customer_id
    where j.archived_at is null and c.active order by j.id`.execute(db)
  const job = () => random.pick(jobs)
  const run = () => random.pick(unreviewed)
  const { runChecks, jobs: jobRoutes, dailyJobs } = contract
  const today = localDayOf(NOW)
  const pastDay = () => dateText(today - 1 - random.below(28))
  return [
    ...['sort', 'group', 'groupBy'].flatMap((input) =>
      choicesOf(runChecks.list, input).map((choice) =>
        one(`Run Checks, ${input} ${choice}`, () => `/run-checks?${input}=${choice}`),
      ),
    ),
    one('Run Checks, failed only', () => '/run-checks?status=failed'),
    one('Run Checks, of a customer', () => `/run-checks?customerId=${job().customer_id}`),
    one(
      'Run Checks, searched',
      () => `/run-checks?q=${random.pick(['server', 'veeam', 'off-site', 'harbour'])}`,
    ),
    one('Run Checks, overdue strip', () => '/run-checks/waiting'),
    {
      name: 'Run dialog',
      open: () => {
        const { id, job_id, mail_message_id, missed } = run()
        return [
          `/runs/${id}`,
          `/run-checks/jobs/${job_id}`,
          ...(mail_message_id === null ? [] : [`/mail/${mail_message_id}/body`]),
          ...(missed ? [`/runs/${id}/missed`] : []),
          ...('alerts' in contract.runs ? [`/job-runs/${id}/alerts`] : []),
        ]
      },
    },
    one('Run dialog with reviewed runs', () => `/run-checks/jobs/${job().id}?includeReviewed=true`),
    { name: 'Job page', open: () => pageOfJob(job().id) },
    one('Job page, failed runs only', () => `/jobs/${job().id}/runs?status=failed`),
    one('Job page, runs with a ticket', () => `/jobs/${job().id}/runs?ticket=true`),
    one('Job page, runs that say something', () => `/jobs/${job().id}/runs?q=failed`),
    ...choicesOf(jobRoutes.list, 'sort').map((sort) =>
      one(`Jobs, sort ${sort}`, () => `/jobs?sort=${encodeURIComponent(sort)}`),
    ),
    one('Jobs, searched', () => `/jobs?q=${encodeURIComponent(job().job_name.slice(0, 12))}`),
    one('Jobs, of a customer', () => `/jobs?customerId=${job().customer_id}`),
    ...choicesOf(dailyJobs.list, 'sort').map((sort) =>
      one(`Daily Jobs, today, sort ${sort}`, () => `/daily-jobs?sort=${sort}`),
    ),
    one('Daily Jobs, a past day', () => `/daily-jobs?day=${pastDay()}`),
    one('Daily Jobs, failed only', () => `/daily-jobs?day=${pastDay()}&status=failed`),
    one(
      'Daily Jobs, runs of a job',
      () => `/daily-jobs/${job().id}/runs?day=${new Date(NOW - DAY).toISOString().slice(0, 10)}`,
    ),
    one('Customers', () => '/customers'),
    one('Inbox', () => '/inbox'),
  ]
}

function one(name: string, address: () => string): Page {
  return { name, open: () => [address()] }
}

function pageOfJob(id: number): string[] {
  return [`/jobs/${id}`, `/jobs/${id}/runs`, `/jobs/${id}/schedule`, `/jobs/${id}/identities`]
}

async function unreviewedRuns(db: Database) {
  const { rows } = await sql<{ id: number; job_id: number; mail_message_id: number | null; missed: boolean }>`
    select id, job_id, mail_message_id, missed from job_runs where reviewed_at is null order by id`.execute(
    db,
  )
  return rows
}
