import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { type GraphFake, startGraphFake } from '../../src/sources/graph/fake/index.ts'
import { apiClient } from '../support/api-client.ts'
import { startApplication } from '../support/application.ts'
import { ADMIN, test as base } from './fresh-application.ts'

/** The nightly jobs, at this hour before now, of a customer each. */
export const SILENT = { node: 'pve01.bakkerij.example', customer: 'Bakkerij Voorbeeld' }
export const PUNCTUAL = { node: 'pve02.garage.example', customer: 'Garage De Brug' }
export const YOUNG = { node: 'pve03.bloemen.example', customer: 'Bloemen Linde' }

const ZONE = 'Europe/Amsterdam'
const HOURS_SINCE_SLOT = 5
const WEEKS = 5
/** Last evening, when the jobs are approved: before the slot of this morning, after the one of the day before. */
const EVENING_BEFORE = -12

/**
 * An application that went to sleep last evening, with five weeks of reports of two nightly jobs (and three reports of a young one)
 * from a mailbox, and was started again just now. Nothing was imported since.
 */
export const test = base.extend<object, { mailbox: GraphFake }>({
  mailbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from this pattern
    async ({}, use) => {
      const mailbox = await startGraphFake({ clock: () => new Date().toISOString(), latencyMs: 0 })
      await use(mailbox)
      await mailbox.close()
    },
    { scope: 'worker' },
  ],
  application: [
    async ({ mailbox }, use) => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-night-'))
      const env = { ALLOW_PRIVATE_ADDRESSES: 'true' }
      const shifted = path.resolve(import.meta.dirname, '../support/shift-clock.ts')
      const evening = await startApplication(dataDir, {
        env: { ...env, NODE_OPTIONS: `--import=${shifted}`, CLOCK_SHIFT_HOURS: String(EVENING_BEFORE) },
      })
      await fillEvening(evening.url, evening.setupToken ?? '', mailbox).finally(() => evening.stop())
      const morning = await startApplication(dataDir, { env })
      await use(morning)
      await morning.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
})

/** The report of a night: 1 is the last one before the morning that is missing, 0 that of this morning. */
export function nightly(node: string, nightsAgo: number): { raw: Buffer; receivedAt: string } {
  const slot = Temporal.Now.zonedDateTimeISO(ZONE).subtract({ hours: HOURS_SINCE_SLOT })
  // A few minutes of spread, the same in each run of the test.
  const at = slot.subtract({ days: nightsAgo }).add({ minutes: (nightsAgo * 7) % 5 })
  return reportAt(node, at.toInstant().toString({ smallestUnit: 'second' }))
}

/** A report that comes at this instant. */
export function reportAt(node: string, at: string): { raw: Buffer; receivedAt: string } {
  const guests = [{ id: 100, name: 'web01', ok: true }]
  return { raw: vzdumpMail({ date: at, node, guests }), receivedAt: at }
}

async function fillEvening(url: string, token: string, mailbox: GraphFake): Promise<void> {
  for (let night = 7 * WEEKS; night > 0; night--)
    for (const { node } of [SILENT, PUNCTUAL]) mailbox.deliver(nightly(node, night))
  for (const night of [3, 2, 1]) mailbox.deliver(nightly(YOUNG.node, night))
  const api = apiClient(url)
  await api.session.setup({ token, ...ADMIN })
  const { id } = await api.sources.create({
    name: 'Reports mailbox',
    connection: {
      kind: 'graph',
      settings: settingsOf(mailbox),
      secret: mailbox.application.clientSecret,
    },
  })
  await api.sources.importNow({ id })
  await until(async () => (await api.sources.get({ id })).lastImport?.state === 'complete')
  for (const { node, customer } of [SILENT, PUNCTUAL, YOUNG]) {
    const { id: customerId } = await api.customers.create({ name: customer })
    const [message] = (await api.inbox.list({ q: node })).rows
    const { approved } = await api.inbox.bulkApprove({ ids: [message?.id ?? 0], customerId })
    if (approved !== 1) throw new Error(`${node} was not approved`)
    const [job] = (await api.jobs.list({ customerId })).rows
    // Within a minute this happens by itself.
    await api.schedules.judgeNow({ jobId: job?.id ?? 0 })
  }
}

function settingsOf({ application, mailbox, incomingFolderId, processedFolderId, url }: GraphFake) {
  const { tenantId, clientId } = application
  return { tenantId, clientId, mailbox, incomingFolderId, processedFolderId, apiUrl: url, loginUrl: url }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 90_000
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('It did not happen within 90 seconds')
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}
