import { randomBytes } from 'node:crypto'
import type { World } from '../app/world.ts'
import { SYSTEM } from '../domain/actor.ts'
import { createCustomer, customersPage } from '../features/customers/index.ts'
import { approve, inboxPage, messageDetail } from '../features/inbox/index.ts'
import { importFiles } from '../features/ingest/index.ts'
import { addUser, changePassword, isSetupNeeded } from '../features/people/index.ts'
import { reviewRuns, runChecksPage } from '../features/run-checks/index.ts'
import { changeSettings } from '../features/settings/index.ts'
import { openDemoMailbox } from './demo-mailbox.ts'
import { type FleetJob, fleet, type Outcome } from './fleet.ts'
import { writeNotes } from './notes.ts'

/** Six weeks and a few nights: a weekday's slot is learned from five of them. */
const DAYS = 45
const DEMO_USER = 'demo'

/**
 * Fills an empty database with an invented MSP's last six weeks, through the real pipeline, and opens the demo's mailbox;
 * every start gives the demo user a new password and shows it. Returns what closes the mailbox.
 */
export async function fillDemo(world: World): Promise<() => Promise<void>> {
  const password = randomBytes(9).toString('base64url')
  const isNew = await isSetupNeeded(world)
  if (isNew) {
    world.log.info('filling the demo database')
    await addUser(world, {
      username: DEMO_USER,
      displayName: 'Demo',
      password,
      roles: ['admin', 'operator', 'viewer', 'reporter'],
    })
    await fill(world)
  } else {
    await changePassword(world, { username: DEMO_USER, password })
  }
  const close = await openDemoMailbox(world, { isNew })
  console.log(`\n  Demo: sign in as "${DEMO_USER}" with the password  ${password}\n`)
  return close
}

async function fill(world: World): Promise<void> {
  await changeSettings(world, SYSTEM, { receive_address: 'reports@msp.example' })
  const jobs = fleet()
  const customers = await makeCustomers(world, jobs)
  await take(
    world,
    jobs.map((job) => job.report(nightOf(world, DAYS, job), 'good')),
  )
  await approveAll(world, jobs, customers)
  const nights = Array.from({ length: DAYS - 1 }, (_, index) => DAYS - 1 - index)
  await take(
    world,
    nights.flatMap((daysAgo) =>
      jobs.map((job, index) => job.report(nightOf(world, daysAgo, job), outcomeOf(index, daysAgo))),
    ),
  )
  await reviewAll(world)
  await writeNotes(world, customers)
  await take(
    world,
    jobs.map((job, index) => job.report(nightOf(world, 0, job), outcomeOf(index, 0))),
  )
}

async function makeCustomers(world: World, jobs: readonly FleetJob[]): Promise<Map<string, number>> {
  const names = [...new Set(jobs.map((job) => job.customer))]
  for (const name of names) await createCustomer(world, SYSTEM, name)
  const { rows } = await customersPage(world, { limit: 200, active: 'all' })
  return new Map(rows.map((row) => [row.name, row.id]))
}

/** The first report of each job is approved as a person would: its own result, for its own customer. */
async function approveAll(
  world: World,
  jobs: readonly FleetJob[],
  customers: ReadonlyMap<string, number>,
): Promise<void> {
  const domains = new Map(
    jobs.map((job) => [`${job.customer.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`, job.customer]),
  )
  for (const row of (await inboxPage(world, { limit: 200 })).rows) {
    const domain = [...domains.keys()].find((each) => row.from_address.endsWith(each))
    const customerId = customers.get(domains.get(domain ?? '') ?? '')
    const [result] = (await messageDetail(world, row.id)).results
    if (!result || customerId === undefined) continue
    const action = { kind: 'new job', customerId, jobName: result.jobName } as const
    await approve(world, SYSTEM, {
      id: row.id,
      decisions: [{ key: result.key, action }],
      acceptIndistinctRelay: false,
    })
  }
}

async function reviewAll(world: World): Promise<void> {
  const { rows } = await runChecksPage(world, { limit: 500, sort: 'newest' })
  const runIds = rows.flatMap((row) => row.runIds)
  if (runIds.length > 0) await reviewRuns(world, SYSTEM, runIds)
}

async function take(world: World, raws: readonly Buffer[]): Promise<void> {
  async function* mails() {
    for (const raw of raws) yield { kind: 'mail', name: 'demo', raw } as const
  }
  await importFiles(world, { source: 'Command line', trigger: 'command', userId: null }, mails())
}

/** Mostly good, with failures that come back so that there is something to see. */
function outcomeOf(job: number, daysAgo: number): Outcome {
  const dice = (job * 31 + daysAgo * 17) % 23
  if (daysAgo === 0 && job === 0) return 'hollow'
  if (daysAgo < 3 && job % 7 === 2) return 'bad'
  return dice === 0 ? 'bad' : dice === 1 || dice === 2 ? 'warning' : 'good'
}

/** The nights end an hour before now, so that the last one has always passed. */
function nightOf(world: World, daysAgo: number, job: FleetJob): string {
  const end = Temporal.Instant.from(world.clock())
    .toZonedDateTimeISO('UTC')
    .round({ smallestUnit: 'hour', roundingMode: 'floor' })
  return end
    .subtract({ days: daysAgo, hours: job.hour, minutes: (job.customer.length * 7) % 50 })
    .toInstant()
    .toString()
}
