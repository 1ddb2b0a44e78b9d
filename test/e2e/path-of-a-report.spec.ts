import { expect } from '@playwright/test'
import { hyperBackupMail, veeamBackupMail, vzdumpMail } from '../../src/demo/report-mails.ts'
import { ADMIN, hoursAgo, sendReport, test } from './fresh-application.ts'

const guests = (dbOk: boolean) => [
  { id: 100, name: 'web01', ok: true },
  { id: 101, name: 'db01', ok: dbOk, message: 'no such volume local-lvm:vm-101-disk-0' },
]
const vzdump = (ago: number, dbOk = true) =>
  vzdumpMail({ date: hoursAgo(ago), node: 'pve01.bakkerij.example', guests: guests(dbOk) })
const veeam = (ago: number, status: 'Success' | 'Error' = 'Success') =>
  veeamBackupMail({
    job: 'Servers daily',
    date: hoursAgo(ago),
    from: 'Veeam Backup <veeam@garage.example>',
    machines: [
      { name: 'DC01', status: 'Success' },
      {
        name: 'SQL01',
        status,
        ...(status === 'Error' ? { message: 'The datastore has no free space left' } : {}),
      },
    ],
  })
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'message/rfc822', buffer })

test.use({ installation: 'the path of a report' })
test.describe.configure({ mode: 'serial' })

test('the first admin is set up with the token from the log', async ({ page, application }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/setup/)
  await page.getByLabel('Setup token').fill('not-the-token')
  await page.getByLabel('User name').fill(ADMIN.username)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: /create/i }).click()
  await expect(page.getByText(/set-up token is wrong/i)).toBeVisible()
  await page.getByLabel('Setup token').fill(application.setupToken ?? '')
  await page.getByRole('button', { name: /create/i }).click()
  await expect(page.getByRole('heading', { name: 'Run Checks' })).toBeVisible()
  await expect(page.getByText('The queue is empty')).toBeVisible()
})

test('reports dropped into the Inbox wait for a person; old ones are told to be history', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Inbox/ }).click()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      file('vzdump-old.eml', vzdump(24 * 40)),
      file('vzdump.eml', vzdump(26)),
      file('veeam.eml', veeam(25)),
      file('relay.eml', hyperBackupMail({ task: 'Cloud', nas: 'DiskStation', ok: true, date: hoursAgo(5) })),
      file('noise.eml', Buffer.from('From: shop@example.com\r\nSubject: Offer\r\n\r\nBuy now')),
    ])
  await expect(page.getByText('5 of 5 files')).toBeVisible()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('row')).toHaveCount(6)
  await expect(page.getByRole('row', { name: /Offer/ })).toContainText(/not recognised/i)
  await page.getByRole('row', { name: /Servers daily/ }).click()
  await expect(page.frameLocator('iframe').getByText('Backup job: Servers daily')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('row', { name: /pve01/ }).last().click()
  await expect(page.getByText('This report is old')).toBeVisible()
})

test('two jobs are approved, one customer made in place; the sweep takes the old report along as history', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/inbox')
  for (const [row, customer] of [
    [/pve01/, 'Bakkerij Voorbeeld'],
    [/Servers daily/, 'Garage De Brug'],
  ] as const) {
    await page.getByRole('row', { name: row }).first().click()
    await page.getByRole('textbox', { name: 'Customer' }).fill(customer)
    await page.getByRole('option', { name: new RegExp(`create.*${customer}`, 'i') }).click()
    await expect(page.getByRole('textbox', { name: 'Customer' })).toHaveValue(customer)
    await page.getByRole('button', { name: 'Approve', exact: true }).click()
    await expect(page.getByText(/now a job|was approved|approved/i).first()).toBeVisible()
    await page.goto('/inbox')
  }
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.goto('/run-checks')
  await expect(page.getByRole('row', { name: /Bakkerij Voorbeeld/ })).toContainText('vzdump')
  await expect(page.getByRole('row', { name: /Garage De Brug/ })).toContainText('Servers daily')
  await page.goto('/jobs')
  await page.getByRole('row', { name: /Bakkerij Voorbeeld/ }).click()
  await expect(page.getByText('History', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /history/i })).toHaveCount(1)
})

test('a report over a shared relay that nothing tells apart is approved only by who insists', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/inbox')
  await page.getByRole('row', { name: /DiskStation/ }).click()
  await page.getByRole('textbox', { name: 'Customer' }).fill('Garage')
  await page.getByRole('option', { name: /Garage De Brug/ }).click()
  await expect(page.getByText('Nothing in this mail tells customers apart')).toBeVisible()
  const approve = page.getByRole('button', { name: 'Approve', exact: true })
  await expect(approve).toBeDisabled()
  await page.getByRole('checkbox', { name: /all the same/ }).check()
  await expect(approve).toBeEnabled()
})

test('the next day’s reports become runs without passing the Inbox', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/run-checks')
  await sendReport(page, 'vzdump.eml', vzdump(2, false))
  await sendReport(page, 'veeam.eml', veeam(1))
  const bakery = page.getByRole('row', { name: /Bakkerij Voorbeeld/ })
  await expect(bakery).toContainText('Failed')
  await expect(page.getByRole('row', { name: /Garage De Brug/ })).toContainText('2')
  await page.goto('/inbox')
  await expect(page.getByRole('row')).toHaveCount(3)
})

test('a failed run is opened and its objects are read, the failed one first', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/run-checks')
  await page.getByRole('row', { name: /Bakkerij Voorbeeld/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('no such volume local-lvm:vm-101-disk-0').first()).toBeVisible()
  const objects = dialog.getByRole('table').getByRole('row')
  await expect(objects.nth(1)).toContainText('db01')
  await expect(objects.nth(3)).toContainText('web01')
  await expect(dialog.frameLocator('iframe').getByText('Total running time')).toBeVisible()
})

test('a failure that arrives between load and click is still there', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByRole('row', { name: /Garage De Brug/ })).toBeVisible()
  await page.route('**/api/run-checks?*', (route) => route.abort())
  await sendReport(page, 'veeam-late.eml', veeam(0.2, 'Error'))
  await page.getByRole('checkbox', { name: /all/i }).check()
  await page.getByRole('button', { name: /^Mark \d+ runs reviewed/ }).click()
  await expect(page.getByText(/reviewed/i).first()).toBeVisible()
  await page.unroute('**/api/run-checks?*')
  await page.goto('/run-checks')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('row', { name: /Garage De Brug/ })).toContainText('Failed')
})

test('a review is undone, done again, and the empty queue says so', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/run-checks')
  const row = page.getByRole('row', { name: /Garage De Brug/ })
  await expect(row).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('r')
  await expect(page.getByText('The queue is empty')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('r')
  await expect(page.getByText('The queue is empty')).toBeVisible()
})

test('a success without a machine that every report had is a warning of ours, and its rule can be switched off', async ({
  page,
  signIn,
}) => {
  await signIn()
  for (const ago of [20, 16, 12]) await sendReport(page, 'veeam.eml', veeam(ago))
  const withoutSql = veeamBackupMail({
    job: 'Servers daily',
    date: hoursAgo(0.1),
    from: 'Veeam Backup <veeam@garage.example>',
    machines: [{ name: 'DC01', status: 'Success' }],
  })
  await sendReport(page, 'veeam-hollow.eml', withoutSql)
  await page.goto('/run-checks')
  const row = page.getByRole('row', { name: /Garage De Brug/ })
  await expect(row).toContainText('Warning')
  await expect(row).toContainText('Raised by our rule: SQL01 is not in the report')
  await row.click()
  await page.getByRole('button', { name: 'Switch the rule off for this job' }).click()
  await expect(page.getByText('This rule is off for this job by now.')).toBeVisible()
  await page.getByRole('link', { name: 'Rules of this job' }).click()
  await expect(page.getByRole('switch', { name: 'It lists fewer objects' })).not.toBeChecked()
  await expect(page.getByRole('switch', { name: 'It is much smaller' })).toBeChecked()
})

test('the page of parsers says what reads which mail, and leads to its messages in the Inbox', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Parsers' }).click()
  await expect(page.getByRole('list', { name: 'The way of a mail' })).toContainText('Inbox')
  await expect(page.getByRole('row', { name: /veeam-job/ })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search parsers' }).fill('synology hyper')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: 'Synology: Hyper Backup' }).press('Enter')
  const drawer = page.getByRole('dialog', { name: /Hyper Backup/ })
  await expect(drawer.getByText('Recognised by')).toBeVisible()
  await drawer.getByRole('link', { name: 'Messages of this parser in the Inbox' }).click()
  await expect(page.getByText('Read by the parser synology-hyper-backup')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await expect(page.getByRole('row', { name: /Offer/ })).toBeVisible()
})
