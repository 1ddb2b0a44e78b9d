import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { createTransport } from 'nodemailer'
import yazl from 'yazl'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { type GraphFake, startGraphFake } from '../../src/sources/graph/fake/index.ts'
import { freePort } from '../support/free-port.ts'
import { hoursAgo, look, setUp, test } from './fresh-application.ts'

// The fake of Microsoft 365 is on this machine.
test.use({ installation: 'the ways in', environment: { ALLOW_PRIVATE_ADDRESSES: 'true' } })
test.describe.configure({ mode: 'serial' })

const NODE = 'pve01.customer-a.example'
const FROM_THEM = `mx.msp.example; dkim=pass header.d=customer-a.example`
const FROM_ANOTHER = `mx.msp.example; dkim=pass header.d=relay.example`

let graph: GraphFake
test.beforeAll(async () => {
  graph = await startGraphFake({ clock: () => new Date().toISOString(), latencyMs: 40 })
  const projects = graph.addFolder({ name: 'Projekte' })
  for (const name of ['Archiv', 'Entwürfe', 'Gesendete Elemente', 'Junk-E-Mail', 'Notizen', 'Postausgang'])
    graph.addFolder({ name })
  for (let year = 2019; year < 2027; year++)
    graph.addFolder({ name: `Abschluss ${year}`, parentId: projects })
})
test.afterAll(() => graph.close())

test('a mailbox that is not connected yet is offered wherever it is missed', async ({
  page,
  application,
}) => {
  await setUp(page, application.setupToken ?? '')
  await page.goto('/inbox')
  await page.getByRole('link', { name: 'Connect a mailbox' }).click()
  await expect(page.getByText('No mailbox yet')).toBeVisible()
  await isAccessible(page)
  await look(page, 'sources-empty')
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/settings\/general$/)
})

test('a wrong secret is told in a sentence, and the right one opens the mailbox’s folders', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/settings/sources')
  await page.getByRole('link', { name: 'Microsoft 365' }).click()
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('This is needed').first()).toBeVisible()
  await page.getByLabel('Name').fill('Reports mailbox')
  await page.getByLabel('Mailbox', { exact: true }).fill(graph.mailbox)
  await page.getByLabel('Tenant ID').fill(graph.application.tenantId)
  await page.getByLabel('Client ID').fill(graph.application.clientId)
  await page.getByLabel('Client secret').fill('not the secret')
  await page.getByRole('button', { name: 'Another cloud' }).click()
  await page.getByLabel('API address').fill(graph.url)
  await page.getByLabel('Sign-in address').fill(graph.url)
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText(/The client secret is wrong\. Paste the value/)).toBeVisible()
  await look(page, 'graph-wrong-secret')

  await page.getByLabel('Client secret').fill(graph.application.clientSecret)
  await page.getByRole('button', { name: 'Choose the incoming folder' }).click()
  const dialog = page.getByRole('dialog', { name: 'Incoming folder' })
  await expect(dialog.getByRole('treeitem', { name: /Entwürfe/ })).toBeVisible()
  await expect(dialog.getByText('19 folders')).toBeVisible()
  await look(page, 'folders')
  await isAccessible(page)
  await dialog.getByLabel('Search folders').fill('backup rep')
  await expect(dialog.getByRole('treeitem')).toHaveCount(2)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Inbox / Backup reports').first()).toBeVisible()

  await page.getByRole('button', { name: 'Choose the processed folder' }).click()
  const other = page.getByRole('dialog', { name: 'Processed folder' })
  await other.getByRole('treeitem', { name: 'Inbox' }).first().focus()
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter'])
    await page.keyboard.press(key)
  await expect(page.getByText('Inbox / Backup reports / Processed')).toBeVisible()
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('It works', { exact: true })).toBeVisible()
  await expect(page.getByText(/imported ones are moved to “Processed”/)).toBeVisible()
  await isAccessible(page)
  await look(page, 'graph-new')

  await page.getByRole('button', { name: 'Add this source' }).click()
  await expect(page.getByRole('heading', { name: 'Reports mailbox' })).toBeVisible()
  await expect(page.getByLabel('Client secret')).toHaveValue('')
  await expect(page.getByLabel('Client secret')).toHaveAttribute('placeholder', /stored/)
  await expect(page.getByText('Inbox / Backup reports / Processed')).toBeVisible()
})

test('an import shows how far it is, then what it brought; the messages are in the Inbox and moved in the mailbox', async ({
  page,
  signIn,
}) => {
  for (let ago = 60; ago > 0; ago--)
    graph.deliver({ raw: mail({ ago, auth: FROM_THEM }), receivedAt: hoursAgo(ago) })
  await signIn()
  await page.goto('/settings/sources')
  await page.getByRole('row', { name: /Reports mailbox/ }).click()
  await page.getByLabel('Batch size').fill('10')
  await expect(page.getByText('Save first')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Source saved')).toBeVisible()
  await page.getByRole('button', { name: 'Import now' }).click()
  await expect(page.getByRole('progressbar', { name: 'Import' })).toBeVisible()
  await expect(page.getByText(/[1-5]0 fetched/)).toBeVisible()
  await look(page, 'graph-importing')
  await expect(page.getByText(/Fetched 60: 60 new, 0 known already; 60 parsed/)).toBeVisible({
    timeout: 60_000,
  })
  await isAccessible(page)
  await look(page, 'graph-imported')
  expect(graph.messagesIn(graph.processedFolderId)).toHaveLength(60)
  expect(graph.messagesIn(graph.incomingFolderId)).toHaveLength(0)
  const inbox = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Inbox/ })
  await expect(inbox).toContainText('60')
  await inbox.click()
  await expect(page.getByRole('row', { name: /vzdump/ }).first()).toBeVisible()
})

test('a running import is cancelled, and the next one goes on', async ({ page, signIn }) => {
  for (let ago = 40; ago > 0; ago--)
    graph.deliver({ raw: mail({ ago: ago + 0.5, auth: FROM_THEM }), receivedAt: hoursAgo(ago + 0.5) })
  await signIn()
  await page.goto('/settings/imports')
  const mailbox = page.getByRole('region', { name: 'Reports mailbox' })
  await mailbox.getByRole('button', { name: 'Import now' }).click()
  await mailbox.getByRole('button', { name: 'Cancel' }).click()
  await expect(mailbox.getByText('Cancelled')).toBeVisible({ timeout: 30_000 })
  await mailbox.getByRole('button', { name: 'Import now' }).click()
  await expect(mailbox.getByText('Complete')).toBeVisible({ timeout: 60_000 })
  expect(graph.messagesIn(graph.incomingFolderId)).toHaveLength(0)
  await expect(page.getByRole('row', { name: /Reports mailbox.*Cancelled/ })).toBeVisible()
  await isAccessible(page)
  await look(page, 'imports')
})

test('a page that the stream of changes does not reach asks by itself', async ({ page, signIn }) => {
  let refused = 0
  await page.route('**/api/live', (route) => {
    refused += 1
    return route.abort()
  })
  await signIn()
  await page.goto('/settings/sources')
  await page.getByRole('row', { name: /Reports mailbox/ }).click()
  await page.getByRole('button', { name: 'Import now' }).click()
  await expect(page.getByText('Nothing new was there.')).toBeVisible({ timeout: 20_000 })
  expect(refused).toBeGreaterThan(1)
})

test('a mailbox that cannot be read shows on Run Checks by itself, and so does its recovery', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByText('“Reports mailbox” cannot be read')).toHaveCount(0)
  graph.application.secretExpired = true
  await importNow(page)
  await expect(page.getByText(/“Reports mailbox” cannot be read/)).toBeVisible()
  await expect(page.getByText(/The client secret has expired/)).toBeVisible()
  await expect(page.getByText(/Ends with the next complete import/)).toBeVisible()
  await isAccessible(page)
  await look(page, 'incident')
  await page.getByRole('link', { name: 'Settings of this source' }).click()
  await expect(page.getByRole('heading', { name: 'Reports mailbox' })).toBeVisible()
  await expect(page.getByText('Not working').first()).toBeVisible()
  await look(page, 'graph-incident')

  await page.goto('/run-checks')
  await expect(page.getByText(/“Reports mailbox” cannot be read/)).toBeVisible()
  graph.application.secretExpired = false
  await importNow(page)
  await expect(page.getByText('“Reports mailbox” works again')).toBeVisible()
  await expect(page.getByText(/“Reports mailbox” cannot be read/)).toHaveCount(0)
  await look(page, 'incident-over')
})

test('a success that came through somebody else is doubted until a person accepts its sender', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/inbox')
  await page
    .getByRole('row', { name: /vzdump/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Customer' }).fill('Customer A')
  await page.getByRole('option', { name: /create.*Customer A/i }).click()
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByText(/now a job|approved/i).first()).toBeVisible()
  graph.deliver({ raw: mail({ ago: 0.2, auth: FROM_ANOTHER }), receivedAt: hoursAgo(0.2) })
  await importNow(page)
  await page.goto('/run-checks')
  await page.getByRole('row', { name: /Customer A/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Sender not verified')).toBeVisible()
  await expect(dialog.getByText(/verified it for relay\.example only/)).toBeVisible()
  await look(page, 'unverified')
  await dialog.getByRole('button', { name: 'Accept this sender' }).click()
  await expect(dialog.getByText('Sender not verified')).toHaveCount(0)
})

test('a token hands over a report until it is revoked', async ({ page, signIn, application }) => {
  await signIn()
  await page.goto('/settings/tokens')
  await isAccessible(page)
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByLabel('Name').fill('Backup scripts')
  await page.getByRole('button', { name: 'Make the token' }).click()
  await expect(page.getByText(/Use letters, digits, dots/)).toBeVisible()
  await page.getByLabel('Name').fill('backup-scripts')
  await page.getByRole('button', { name: 'Make the token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Token “backup-scripts”' })
  const secret = (await dialog.locator('[data-token]').textContent()) ?? ''
  await expect(dialog.locator('pre').first()).toContainText(`Bearer ${secret}`)
  await isAccessible(page)
  await look(page, 'token-new')
  await dialog.getByRole('tab', { name: 'PowerShell' }).click()
  await expect(dialog.locator('pre').first()).toContainText('Invoke-RestMethod')
  await dialog.getByRole('button', { name: 'I have copied it' }).click()
  await expect(page.getByText(secret)).toHaveCount(0)

  const handOver = () =>
    fetch(`${application.url}/api/ingest/run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ job: 'Nightly dump', status: 'success', host: 'db-01' }),
    })
  const taken = await handOver()
  expect([taken.status, await taken.json()]).toMatchObject([200, { outcome: 'inbox', duplicate: false }])
  await page.reload()
  await expect(page.getByRole('row', { name: /backup-scripts/ })).toContainText('just now')
  await look(page, 'tokens')
  await page.getByRole('button', { name: 'Revoke backup-scripts' }).click()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByRole('row', { name: /backup-scripts/ })).toContainText('revoked')
  expect((await handOver()).status).toBe(401)
})

test('the SMTP listener is switched on, takes a mail for its recipients, and is switched off', async ({
  page,
  signIn,
}) => {
  const port = await freePort()
  await signIn()
  await page.goto('/settings/sources')
  await page.getByRole('button', { name: 'Add a source' }).click()
  await page.getByRole('menuitem', { name: /SMTP listener/ }).click()
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('Enter a domain or an address to receive for')).toBeVisible()
  await page.getByLabel('Listen on').fill('127.0.0.1')
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port))
  await page.getByRole('combobox', { name: 'Recipient domains' }).fill('reports.msp.example')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Allowed clients' }).fill('everybody')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('Enter an address such as 192.0.2.7 or a network')).toBeVisible()
  await page.getByRole('combobox', { name: 'Allowed clients' }).press('Backspace')
  await page.getByRole('combobox', { name: 'Allowed clients' }).fill('127.0.0.1')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText(`Port ${port} of 127.0.0.1 is free`)).toBeVisible()
  await isAccessible(page)
  await look(page, 'smtp-new')
  await page.getByRole('button', { name: 'Add this source' }).click()
  await expect(page.getByText(/^Listening, started/)).toBeVisible({ timeout: 20_000 })

  const device = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true })
  const sent = await device.sendMail({
    envelope: { from: 'nas@customer-b.example', to: 'reports@reports.msp.example' },
    raw: mail({ ago: 0.1 }),
  })
  expect(sent.response).toMatch(/^250/)
  await expect(
    device.sendMail({
      envelope: { from: 'nas@customer-b.example', to: 'somebody@elsewhere.example' },
      raw: mail({ ago: 0.1 }),
    }),
  ).rejects.toThrow(/550/)
  await expect(page.getByText('just now').first()).toBeVisible()
  await page.goto('/settings/sources')
  await expect(page.getByRole('row', { name: /SMTP listener/ })).toContainText('Listening')
  await isAccessible(page)
  await look(page, 'sources')
  await page.getByRole('row', { name: /SMTP listener/ }).click()
  await page.getByRole('button', { name: 'Disable' }).click()
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible()
  await expect
    .poll(
      () =>
        device.verify().then(
          () => 'answers',
          () => 'refuses',
        ),
      { timeout: 20_000 },
    )
    .toBe('refuses')
})

test('files of every kind are dropped together, and each says what became of it', async ({
  page,
  signIn,
}) => {
  const letter = (subject: string) =>
    Buffer.from(`From: nas@customer-c.example\r\nSubject: ${subject}\r\n\r\nDone\r\n`)
  const mbox = Buffer.concat(
    ['one', 'two'].map((name) =>
      Buffer.concat([Buffer.from('From nas Thu Nov 12 2026\n'), letter(name), Buffer.from('\n')]),
    ),
  )
  await signIn()
  await page.goto('/inbox')
  const upload = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer })
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      ...Array.from({ length: 20 }, (_, index) => upload(`report-${index}.eml`, letter(`Report ${index}`))),
      upload('archive.mbox', mbox),
      upload('all.zip', await zipOf({ 'a.eml': letter('In a zip'), 'readme.txt': Buffer.from('no mail') })),
      upload('bomb.zip', await zipOf({ 'bomb.eml': Buffer.alloc(50 * 1024 * 1024) })),
      upload('photo.jpg', Buffer.from('no mail')),
    ])
  const dialog = page.getByRole('dialog', { name: /Reports taken in/ })
  await expect(dialog.getByText('24 of 24 files')).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByRole('listitem').filter({ hasText: 'archive.mbox' })).toContainText('2 new')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'all.zip' })).toContainText('1 new')
  const bomb = dialog.getByRole('listitem').filter({ hasText: 'bomb.zip' })
  await expect(bomb).toContainText('this zip unpacks to far more than mails do')
  await expect(bomb).toContainText('nothing taken in')
  await expect(dialog.getByText('3 files with problems')).toBeVisible()
  await bomb.scrollIntoViewIfNeeded()
  await isAccessible(page)
  await look(page, 'upload')
})

test('the documentation of each kind of source is a page of its own', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/settings/sources/new/imap')
  await look(page, 'imap-new')
  await isAccessible(page)
  await page.goto('/documentation/sources/imap')
  await expect(page.getByRole('heading', { name: 'Reports from an IMAP mailbox' })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'Incoming folder' })).toBeVisible()
  await isAccessible(page)
  await look(page, 'documentation')
})

function mail({ ago, auth }: { ago: number; auth?: string }): Buffer {
  const report = vzdumpMail({
    date: hoursAgo(ago),
    node: NODE,
    guests: [{ id: 100, name: 'web01', ok: true }],
  })
  return auth ? Buffer.concat([Buffer.from(`Authentication-Results: ${auth}\r\n`), report]) : report
}

async function zipOf(entries: Record<string, Buffer>): Promise<Buffer> {
  const file = new yazl.ZipFile()
  for (const [name, content] of Object.entries(entries)) file.addBuffer(content, name)
  file.end()
  return Buffer.concat(await Array.fromAsync(file.outputStream as AsyncIterable<Buffer>))
}

/** Starts an import past the screen, as a colleague would, and waits until it has ended. */
async function importNow(page: Page): Promise<void> {
  const headers = { 'x-requested-with': 'backupchecks' }
  const sources = await (await page.request.get('/api/sources')).json()
  const { id, lastImport } = sources.find((source: { name: string }) => source.name === 'Reports mailbox')
  await page.request.post(`/api/sources/${id}/import`, { headers })
  await expect
    .poll(async () => (await (await page.request.get(`/api/sources/${id}`)).json()).lastImport?.id, {
      timeout: 30_000,
    })
    .toBeGreaterThan(lastImport?.id ?? 0)
}

async function isAccessible(page: Page): Promise<void> {
  // What is still being faded in has not its own colours yet.
  await page.waitForTimeout(250)
  const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}
