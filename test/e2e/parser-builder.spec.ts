import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { startApplication } from '../support/application.ts'
import { datenretterMail } from '../support/datenretter.ts'
import { hoursAgo, look, sendReport, setUp, test } from './fresh-application.ts'

const good = (ago: number, job?: string) => datenretterMail({ date: hoursAgo(ago), ...(job ? { job } : {}) })
const bad = (ago: number) =>
  datenretterMail({
    date: hoursAgo(ago),
    outcome: 'fehlgeschlagen',
    objects: { Buchhaltung: 'erfolgreich', Archiv: 'Fehler' },
  })

test.use({ installation: 'the parser builder' })
test.describe.configure({ mode: 'serial' })

let packFile = ''
const folder = { path: '' }
test.beforeAll(async () => {
  folder.path = await mkdtemp(path.join(tmpdir(), 'backupchecks-pack-'))
})
test.afterAll(() => rm(folder.path, { recursive: true, force: true }))

test('reports of an unknown product wait in the Inbox, and one of them begins a rule', async ({
  page,
  application,
}) => {
  await setUp(page, application.setupToken ?? '')
  for (const [name, raw] of [
    ['a', good(30)],
    ['b', bad(6)],
    ['c', good(5, 'Wochensicherung')],
  ] as const)
    await sendReport(page, `${name}.eml`, raw)
  await page.goto('/inbox')
  await page.getByRole('row', { name: /fehlgeschlagen/ }).click()
  await page.getByRole('link', { name: /Build a parser rule/ }).click()
  await expect(page.getByRole('heading', { name: 'Parser builder' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Software' })).toHaveValue('Datenretter')
})

test('marking text in the mail says where each fact stands, and the result shows at once', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/inbox')
  await page.getByRole('row', { name: /fehlgeschlagen/ }).click()
  await page.getByRole('link', { name: /Build a parser rule/ }).click()
  const result = page.getByRole('region', { name: 'What the rule reads' })

  await mark(page, 'body', 'Tagessicherung')
  await page.getByRole('button', { name: 'Job name' }).click()
  await expect(result).toContainText('Tagessicherung')
  await expect(page.getByLabel('Label of Job name')).toHaveValue('Auftrag')
  await mark(page, 'body', 'FS-01')
  await page.getByRole('button', { name: 'Host' }).click()
  await expect(page.getByLabel('Label of Host')).toHaveValue('Rechner')
  await mark(page, 'subject', 'fehlgeschlagen')
  await page.getByRole('button', { name: 'Status' }).click()
  await expect(result).toContainText('Failed')
  await mark(page, 'body', '10.11.2026 03:00:00')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(result).toContainText('2026-11-10 03:00:00')

  await page.getByText('In a table').click()
  await expect(result.getByRole('row', { name: /Archiv/ })).toContainText('Failed')
  await expect(result.getByRole('row', { name: /Buchhaltung/ })).toContainText('Success')

  const condition = page.getByLabel('Text of condition 1')
  await condition.fill('jemand@anderes.example')
  await expect(result).toContainText('do not hold')
  await condition.fill('sicherung@kanzlei.example')
  await expect(result).toContainText('Tagessicherung')
  await look(page, 'builder')
  const found = await new AxeBuilder({ page }).analyze()
  expect(found.violations).toEqual([])

  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText('Version 1 saved')).toBeVisible()
  await page.getByRole('button', { name: 'Read the waiting messages now' }).click()
  await expect(page.getByText('3 of 3 messages read.')).toBeVisible()
})

test('the waiting mails of the product become runs after approval', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/inbox')
  await page
    .getByRole('row', { name: /Tagessicherung/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Customer' }).fill('Kanzlei Beispiel')
  await page.getByRole('option', { name: /create.*Kanzlei Beispiel/i }).click()
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByText(/now a job|approved/i).first()).toBeVisible()
  await page.goto('/run-checks')
  const row = page.getByRole('row', { name: /Kanzlei Beispiel/ })
  await expect(row).toContainText('Failed')
  await row.click()
  await expect(page.getByRole('dialog').getByText('Archiv').first()).toBeVisible()
})

test('the rule leaves as a pack', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/parsers/builder?rule=rule-datenretter')
  await expect(page.getByText('None yet')).toHaveCount(0)
  await look(page, 'builder-saved')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /As it is/ }).click()
  packFile = path.join(folder.path, 'pack.json')
  await (await download).saveAs(packFile)
  expect(JSON.parse(await readFile(packFile, 'utf8'))).toMatchObject({ kind: 'backupchecks_parser_pack' })
})

test('an empty installation takes the pack in and reads the same mails the same', async ({ browser }) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-browser-'))
  const other = await startApplication(dataDir)
  try {
    const page = await browser.newPage({ baseURL: other.url })
    await setUp(page, other.setupToken ?? '')
    await page.goto('/parsers/builder?import=1')
    await page.locator('input[type=file]').setInputFiles(packFile)
    await expect(page.getByText('taken in · 1 sample agree')).toBeVisible()
    await look(page, 'import-pack')
    await page.getByRole('button', { name: 'Done' }).click()
    await sendReport(page, 'bad.eml', bad(6))
    await sendReport(page, 'good.eml', good(30))
    await page.goto('/inbox')
    await expect(page.getByRole('row', { name: /fehlgeschlagen/ })).toContainText(/Tagessicherung.*Failed/)
    await expect(page.getByRole('row', { name: /erfolgreich/ })).toContainText(/Tagessicherung.*Success/)
    await page.close()
  } finally {
    await other.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
})

/** Marks a text in a part of the mail, as dragging over it does. */
async function mark(page: Page, part: string, text: string): Promise<void> {
  await page.locator(`[data-mail-part=${part}]`).waitFor()
  const found = await page.evaluate<boolean>(`(() => {
    const holder = document.querySelector('[data-mail-part=${part}]')
    const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT)
    const wanted = ${JSON.stringify(text)}
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent.indexOf(wanted)
      if (at < 0) continue
      document.getSelection().setBaseAndExtent(node, at, node, at + wanted.length)
      return true
    }
    return false
  })()`)
  expect(found, `${text} stands in the ${part}`).toBe(true)
  await expect(page.getByText(`Use “${text}” as`)).toBeVisible()
}
