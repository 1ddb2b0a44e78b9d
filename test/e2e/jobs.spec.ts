import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { type ApiClient, apiClient } from '../support/api-client.ts'
import { ADMIN, hoursAgo, look, sendReport, test } from './fresh-application.ts'

const OLD = 'pve01.bakkerij.example'
const NEW = 'backup.bakkerij.example'
const report = (node: string, ago: number, ok = true) =>
  vzdumpMail({
    date: hoursAgo(ago),
    node,
    guests: [
      { id: 100, name: 'web01', ok: true },
      { id: 101, name: 'db01', ok, message: 'no such volume local-lvm:vm-101-disk-0' },
    ],
  })

test.use({ installation: 'jobs' })
test.describe.configure({ mode: 'serial' })

const jobs: Record<string, number> = {}

test('a server that got a new name has become two jobs', async ({ page, application, signIn }) => {
  const api = apiClient(application.url)
  await api.session.setup({ token: application.setupToken ?? '', ...ADMIN })
  await signIn()
  const customer = await api.customers.create({ name: 'Bakkerij Voorbeeld' })
  for (const [node, first] of [
    [OLD, 24 * 14],
    [NEW, 24 * 5],
  ] as const) {
    await sendReport(page, 'first.eml', report(node, first))
    const [message] = (await api.inbox.list({ q: node })).rows
    await api.inbox.bulkApprove({ ids: [message?.id ?? 0], customerId: customer.id })
    for (const days of [1, 2, 3, 4])
      await sendReport(page, 'next.eml', report(node, first - days * 24 + 1, days !== 2))
    jobs[node] = await jobOf(api, node)
  }
})

test('the history is narrowed by status, review, ticket and words, and says so in the URL', async ({
  page,
  application,
  signIn,
}) => {
  const api = apiClient(application.url)
  await api.session.signIn(ADMIN)
  const id = jobs[OLD] ?? 0
  const failed = (await api.jobs.history({ id, status: 'failed' })).rows[0]?.id ?? 0
  await api.overrides.create({
    scope: { kind: 'run', runId: failed },
    comment: 'The disk is replaced',
  })
  await signIn()
  await page.goto(`/jobs/${id}`)
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByRole('row')).toHaveCount(6)
  await history
    .getByRole('textbox', { name: 'Search messages' })
    .or(history.getByRole('searchbox'))
    .fill('such volume')
  await expect(history.getByRole('row')).toHaveCount(2)
  await expect(page).toHaveURL(/q=such(\+|%20)volume/)
  await history.getByRole('combobox', { name: 'Only' }).click()
  await page.getByRole('option', { name: 'With a ticket' }).click()
  await expect(history.getByText('No run of this job is like that.')).toBeVisible()
  await isAccessible(page)
  await look(page, 'job-nothing-found')
  await history.getByRole('button', { name: 'Show all runs' }).click()
  await history.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Success (override)' }).click()
  await expect(history.getByRole('row')).toHaveCount(2)
  await expect(history).toContainText('The disk is replaced')
})

test('the bar of days shows a success that a rule made in blue, and names its colours', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto(`/jobs/${jobs[OLD]}`)
  const bar = page.getByRole('region', { name: 'Last 28 days' })
  await expect(bar.getByRole('list', { name: 'Colours' })).toContainText('Success (override)')
  await expect(bar.locator('[data-status=override]').first()).toContainText(/1 Success \(override\)/)
  await isAccessible(page)
  await look(page, 'job')
})

test('merging shows what would move, says that there is no way back, and leads to the job that is left', async ({
  page,
  application,
  signIn,
}) => {
  const api = apiClient(application.url)
  await api.session.signIn(ADMIN)
  const old = jobs[OLD] ?? 0
  await api.schedules.pin({ jobIds: [old], pin: { kind: 'none' } })
  await api.tickets.create({
    requestId: crypto.randomUUID(),
    scopes: [{ kind: 'job', id: old }],
    text: 'db01 is broken',
  })
  await signIn()
  await page.goto(`/jobs/${jobs[OLD]}`)
  await page.getByRole('button', { name: 'More that can be done with this job' }).click()
  await page.getByRole('menuitem', { name: 'Merge into another job…' }).click()
  const dialog = page.getByRole('dialog', { name: /Merge vzdump/ })
  await expect(dialog.getByRole('button', { name: 'Merge' })).toBeDisabled()
  await dialog.getByLabel('Job of Bakkerij Voorbeeld to keep').click()
  await page.getByRole('option', { name: new RegExp(NEW) }).click()
  await expect(dialog.getByText('5 runs')).toBeVisible()
  await expect(dialog.getByText('This cannot be undone')).toBeVisible()
  await isAccessible(page)
  await look(page, 'merge')
  await dialog.getByRole('button', { name: 'Merge' }).click()
  await expect(page).toHaveURL(new RegExp(`/jobs/${jobs[NEW]}`))
  await expect(page.getByText(`vzdump (${OLD}) is merged into vzdump (${NEW})`)).toBeVisible()
  await expect(page.getByRole('region', { name: 'History' }).getByRole('row')).toHaveCount(11)
})

test('the link of the merged job leads there, and says why', async ({ page, signIn }) => {
  await signIn()
  await page.goto(`/jobs/${jobs[OLD]}`)
  await expect(page).toHaveURL(new RegExp(`/jobs/${jobs[NEW]}\\?merged=${jobs[OLD]}`))
  await expect(page.getByText(/was merged into this job/)).toBeVisible()
  await isAccessible(page)
  await look(page, 'job-merged')
  await page.getByRole('button', { name: 'Got it' }).click()
  await expect(page).toHaveURL(new RegExp(`/jobs/${jobs[NEW]}$`))
})

test('by what it is recognised is listed with when each was seen; an administrator corrects and removes an alias', async ({
  page,
  application,
  signIn,
}) => {
  const api = apiClient(application.url)
  await api.session.signIn(ADMIN)
  await signIn()
  await page.goto(`/jobs/${jobs[NEW]}`)
  const list = page.getByRole('region', { name: 'Recognised by' }).getByRole('listitem')
  await expect(list).toHaveCount(2)
  const alias = list.filter({ hasText: 'alias' })
  await expect(alias).toContainText(OLD)
  await expect(alias).toContainText(/Last seen .*5 reports since/s)
  await sendReport(page, 'renamed.eml', report('pve03.bakkerij.example', 1))
  await alias.getByRole('button', { name: /^Change vzdump/ }).click()
  await look(page, 'identity-menu')
  await page.getByRole('menuitem', { name: 'Correct…' }).click()
  const form = page.getByRole('dialog', { name: /Correct/ })
  await form.getByLabel('Sender').fill('root@pve03.bakkerij.example')
  await form.getByLabel('Host').fill('pve03.bakkerij.example')
  await isAccessible(page)
  await look(page, 'identity-correct')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('1 report from the Inbox became runs.')).toBeVisible()
  await expect(alias).toContainText('pve03.bakkerij.example')
  await alias.getByRole('button', { name: /^Change vzdump/ }).click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(list).toHaveCount(1)
  await list.getByRole('button', { name: /^Change vzdump/ }).click()
  await expect(page.getByRole('menuitem', { name: 'Remove…' })).toBeDisabled()
})

test('a deleted job gives its messages back to the Inbox', async ({ page, signIn }) => {
  await signIn()
  await page.goto(`/jobs/${jobs[NEW]}`)
  await page.getByRole('button', { name: 'More that can be done with this job' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog', { name: /Delete vzdump/ })
  await isAccessible(page)
  await look(page, 'delete')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText(/11 messages are in the Inbox again/)).toBeVisible()
  await expect(page).toHaveURL(/\/jobs\?customer_id=/)
  await page.goto('/inbox')
  await expect(page.getByRole('row')).toHaveCount(12)
})

async function jobOf(api: ApiClient, node: string): Promise<number> {
  const { rows } = await api.jobs.list({ q: node })
  return rows[0]?.id ?? 0
}

async function isAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    // Colours fade into each other.
    await page.waitForTimeout(400)
    const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
    expect(found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([])
  }
}
