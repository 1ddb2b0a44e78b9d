import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { apiClient } from '../support/api-client.ts'
import { ADMIN, hoursAgo, look, sendReport, test } from './fresh-application.ts'

const BAKERY = { node: 'pve01.bakkerij.example', customer: 'Bakkerij Voorbeeld' }
const GARAGE = { node: 'pve02.garage.example', customer: 'Garage De Brug' }
const failed = (node: string, ago: number) =>
  vzdumpMail({
    date: hoursAgo(ago),
    node,
    guests: [
      { id: 100, name: 'web01', ok: true },
      { id: 101, name: 'db01', ok: false, message: 'no such volume local-lvm:vm-101-disk-0' },
    ],
  })

test.use({ installation: 'tickets' })
test.describe.configure({ mode: 'serial' })

test('two jobs with a failure each wait in the queue', async ({ page, application, signIn }) => {
  const api = apiClient(application.url)
  await api.session.setup({ token: application.setupToken ?? '', ...ADMIN })
  await signIn()
  for (const { node, customer } of [BAKERY, GARAGE]) {
    await sendReport(page, 'first.eml', failed(node, 30))
    const { id } = await api.customers.create({ name: customer })
    const [message] = (await api.inbox.list({ q: node })).rows
    await api.inbox.bulkApprove({ ids: [message?.id ?? 0], customerId: id })
    await sendReport(page, 'second.eml', failed(node, 6))
  }
  await page.goto('/tickets')
  await expect(page.getByText('No ticket is open')).toBeVisible()
  await isAccessible(page)
  await look(page, 'tickets-empty')
})

test('t over a run makes a ticket with the problems in it, shown beside the run at once and copied with one click', async ({
  page,
  signIn,
}) => {
  await signIn()
  await openQueue(page, BAKERY.customer)
  const run = page.getByRole('dialog', { name: new RegExp(BAKERY.customer) })
  await expect(run.getByText('No ticket and no remark.')).toBeVisible()
  await page.keyboard.press('t')
  const form = page.getByRole('dialog', { name: 'New ticket' })
  await expect(form.getByLabel('Description')).toHaveValue(
    /Bakkerij Voorbeeld — vzdump.*- db01: failed, .*no such volume/s,
  )
  await expect(form.getByLabel('Description')).not.toHaveValue(/web01/)
  await isAccessible(page)
  await look(page, 'new-ticket')
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await expect(run).toBeVisible()
  await page.keyboard.press('t')
  await form.getByText('Objects', { exact: true }).click()
  await expect(form.getByText('db01', { exact: true })).toBeVisible()
  await form.getByText('This job', { exact: true }).click()
  await form.getByRole('button', { name: 'Create ticket' }).dblclick()
  await expect(form).toBeHidden()
  const list = run.getByRole('list', { name: 'Tickets and remarks of this run' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list.getByText(/^T\d{8}\.\d{4}$/)).toBeVisible()
  await expect(list).toContainText(/Open for job vzdump/)
  await isAccessible(page)
  await look(page, 'run-with-ticket')
})

test('the code is copied by the Clipboard API, else over a hidden field, else by asking', async ({
  page,
  context,
  signIn,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signIn()
  await openQueue(page, BAKERY.customer)
  const item = page.getByRole('list', { name: 'Tickets and remarks of this run' })
  const code = (await item.getByText(/^T\d{8}\.\d{4}$/).textContent()) ?? ''
  const copy = item.getByRole('button', { name: `Copy ticket code ${code}` })
  await copy.click()
  await expect(copy.locator('.tabler-icon-check')).toBeVisible()
  await expect(copy.locator('.tabler-icon-copy')).toBeVisible()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code)

  await page.evaluate(`
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
    document.execCommand = () => {
      document.title = 'copied ' + document.activeElement.value
      return true
    }
    null`)
  await copy.click()
  await expect(page).toHaveTitle(`copied ${code}`)

  await page.evaluate('document.execCommand = () => false; null')
  const asked = page.waitForEvent('dialog')
  const click = copy.click()
  const prompt = await asked
  expect([prompt.type(), prompt.defaultValue()]).toEqual(['prompt', code])
  await prompt.dismiss()
  await click
})

test('the ticket stands on the job page, in the history only where it is linked, and on the page of tickets', async ({
  page,
  signIn,
}) => {
  await signIn()
  await openJob(page, BAKERY.customer)
  const panel = page.getByRole('region', { name: 'Tickets and remarks' })
  await expect(panel.getByText(/^T\d{8}\.\d{4}$/)).toBeVisible()
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByRole('button', { name: /Copy ticket code/ })).toHaveCount(1)
  await isAccessible(page)
  await look(page, 'job-with-ticket')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Tickets' }).click()
  const row = page.getByRole('row', { name: /Bakkerij Voorbeeld/ })
  await expect(row).toContainText('job vzdump')
  await expect(row).toContainText('Open')
  await isAccessible(page)
  await look(page, 'tickets')
})

test('a PSA number that is known lets its ticket hold for a second job; resolved for one, it goes on for the other', async ({
  page,
  signIn,
}) => {
  await signIn()
  for (const { customer } of [BAKERY, GARAGE]) {
    await openJob(page, customer)
    await page
      .getByRole('region', { name: 'Tickets and remarks' })
      .getByRole('button', { name: 'New ticket' })
      .click()
    const form = page.getByRole('dialog', { name: 'New ticket' })
    await form.getByText('Number from the PSA').click()
    await form.getByLabel('PSA number').fill('INC-2041')
    await form.getByRole('button', { name: 'Create ticket' }).click()
    await expect(form).toBeHidden()
  }
  await expect(page.getByText('Ticket INC-2041 was known and holds for these too')).toBeVisible()
  await page.goto('/tickets?origin=psa')
  await page
    .getByRole('row', { name: /INC-2041/ })
    .getByRole('link')
    .click()
  const details = page.getByRole('dialog', { name: 'Ticket' })
  const places = details.getByRole('region', { name: 'Holds for' }).getByRole('listitem')
  await expect(places).toHaveCount(2)
  await isAccessible(page)
  await look(page, 'ticket-details')
  await places
    .filter({ hasText: BAKERY.customer })
    .getByRole('button', { name: /^Resolve/ })
    .click()
  await expect(places.filter({ hasText: BAKERY.customer })).toContainText('resolved')
  for (const { node } of [BAKERY, GARAGE]) await sendReport(page, 'third.eml', failed(node, 0.2))
  for (const [{ customer }, isLinked] of [
    [BAKERY, false],
    [GARAGE, true],
  ] as const) {
    await openQueue(page, customer)
    const list = page.getByRole('list', { name: 'Tickets and remarks of this run' })
    if (isLinked) await expect(list).toContainText('INC-2041')
    else {
      await expect(list).toContainText(/T\d{8}/)
      await expect(list).not.toContainText('INC-2041')
    }
  }
})

test('m makes a remark for the whole customer; tickets are resolved together, with a way back', async ({
  page,
  signIn,
}) => {
  await signIn()
  await openQueue(page, GARAGE.customer)
  await page.keyboard.press('m')
  const form = page.getByRole('dialog', { name: 'New remark' })
  await form.getByRole('textbox', { name: 'Remark' }).fill('The new disk is on order')
  await form.getByText('The whole customer').click()
  await page.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
  await expect(page.getByRole('list', { name: 'Tickets and remarks of this run' })).toContainText(
    /The new disk is on order.*Open for all of Garage De Brug/,
  )
  await page.goto('/tickets')
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await page.getByRole('button', { name: 'Resolve 2 tickets' }).click()
  await expect(page.getByText('No ticket is open')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('row', { name: /INC-2041/ })).toContainText('1 of 2 open')
  await page.getByRole('tab', { name: 'Remarks' }).click()
  await expect(page.getByRole('row', { name: /The new disk is on order/ })).toContainText('Garage De Brug')
  await isAccessible(page)
  await look(page, 'remarks')
})

test('words are edited, and who edits what was changed meanwhile is told so', async ({
  page,
  application,
  signIn,
}) => {
  const api = apiClient(application.url)
  await api.session.signIn(ADMIN)
  await signIn()
  await page.goto('/tickets?tab=remarks')
  await page.getByRole('link', { name: /The new disk/ }).click()
  const details = page.getByRole('dialog', { name: 'Remark' })
  await details.getByRole('button', { name: 'Edit' }).click()
  await details.getByRole('textbox', { name: 'Remark' }).fill('The new disk comes on Friday')
  const [row] = (await api.remarks.list({ state: 'open' })).rows
  await api.remarks.update({ id: row?.id ?? 0, version: row?.version ?? 0, activeFrom: '2026-01-01' })
  await details.getByRole('button', { name: 'Save' }).click()
  await expect(details.getByText(/Somebody changed this remark/)).toBeVisible()
  await details.getByRole('button', { name: 'Cancel' }).click()
  await details.getByRole('button', { name: 'Edit' }).click()
  await look(page, 'remark-edit')
  await details.getByRole('textbox', { name: 'Remark' }).fill('The new disk comes on Friday')
  await details.getByRole('button', { name: 'Save' }).click()
  await expect(details.getByText('The new disk comes on Friday')).toBeVisible()
})

async function openQueue(page: Page, customer: string): Promise<void> {
  await page.goto('/run-checks')
  await page
    .getByRole('row', { name: new RegExp(customer) })
    .getByRole('link', { name: 'vzdump' })
    .click()
  const dialog = page.getByRole('dialog', { name: new RegExp(customer) })
  await expect(dialog.getByRole('region', { name: 'Tickets and remarks' })).toBeVisible()
}

async function openJob(page: Page, customer: string): Promise<void> {
  await page.goto('/jobs')
  await page.getByRole('row', { name: new RegExp(customer) }).click()
  await expect(page.getByRole('region', { name: 'Tickets and remarks' })).toBeVisible()
}

async function isAccessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
  expect(found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([])
}
