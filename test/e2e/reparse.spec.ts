import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { DATENRETTER_RULE, datenretterMail } from '../support/datenretter.ts'
import { ADMIN, hoursAgo, sendReport, test } from './fresh-application.ts'

const RULE = {
  ...DATENRETTER_RULE,
  statusWords: { success: ['fertig'], warning: [], failed: [] },
  objects: null,
}
const HEADERS = { 'x-requested-with': 'backupchecks' }

test.use({ installation: 're-parsing' })
test.describe.configure({ mode: 'serial' })

async function save(page: Page, rule: object): Promise<void> {
  const answer = await page.request.post('/api/parser-rules', {
    headers: HEADERS,
    data: { rule, before: null, sampleMessageId: null },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}

test('the Inbox is read again: the dialog counts along, stays until it is done, and what has a job leaves', async ({
  page,
  application,
}) => {
  await page.goto('/setup')
  await page.getByLabel('Setup token').fill(application.setupToken ?? '')
  await page.getByLabel('User name').fill(ADMIN.username)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: /create/i }).click()
  await expect(page.getByRole('heading', { name: 'Run Checks' })).toBeVisible()
  for (let index = 0; index < 60; index++)
    await sendReport(page, 'unknown.eml', datenretterMail({ date: hoursAgo(60 - index) }))
  await sendReport(page, 'vzdump.eml', vzdumpMail({ date: hoursAgo(3) }))
  await save(page, RULE)
  await page.goto('/inbox')
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let calls = 0
  await page.route('**/api/inbox/reparse-batch', async (route) => {
    if (++calls === 2) await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Re-parse all' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('50 of 61 messages')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Close' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.mouse.click(10, 10)
  await expect(dialog).toBeVisible()
  release()
  await expect(dialog.getByText('61 of 61 messages')).toBeVisible()
  await expect(dialog.getByText('Parsed').locator('..')).toContainText('61')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
})

test('a step that fails stops with the reason, and goes on where it stopped', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/inbox')
  let calls = 0
  await page.route('**/api/inbox/reparse-batch', (route) =>
    ++calls === 2 ? route.abort('connectionfailed') : route.continue(),
  )
  await page.getByRole('button', { name: 'Re-parse all' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('It stopped before the end')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByText('61 of 61 messages')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
})

test('after a rule was improved, a preview says what would change, shows it side by side, and is applied', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/inbox')
  await page
    .getByRole('row', { name: /Datenretter/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Customer' }).fill('Kanzlei Beispiel')
  await page.getByRole('option', { name: /create.*Kanzlei Beispiel/i }).click()
  await expect(page.getByRole('textbox', { name: 'Customer' })).toHaveValue('Kanzlei Beispiel')
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByRole('row', { name: /Datenretter/ })).toHaveCount(0)
  await save(page, DATENRETTER_RULE)

  await page.goto('/reparse')
  await expect(page.getByText('version 1 → 2')).toBeVisible()
  await page.getByRole('button', { name: 'See what would change' }).first().click()
  await expect(page.getByText('Would change 60 messages / 60 runs')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Ready to look at')).toBeVisible({ timeout: 30_000 })
  await page
    .getByRole('row', { name: /Datenretter/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Buchhaltung')).toBeVisible()
  await expect(dialog.getByText('Warning').first()).toBeVisible()
  await expect(dialog.getByText('Success').first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('60 messages read again, 60 runs changed')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Applied', { exact: true })).toBeVisible()
  await page.goto('/run-checks')
  await expect(page.getByRole('row', { name: /Kanzlei Beispiel/ })).toContainText('Success')
})

test('a deleted mail is restored, and another purged for good', async ({ page, signIn }) => {
  await signIn()
  await sendReport(page, 'other.eml', vzdumpMail({ date: hoursAgo(2), node: 'pve02.garage.example' }))
  await page.goto('/inbox')
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Deleted mails' }).click()
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.getByRole('checkbox', { name: /pve02/ }).check()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Purge all' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Purge' }).click()
  await expect(page.getByText('Nothing is deleted')).toBeVisible()
  await page.goto('/inbox')
  await expect(page.getByRole('row', { name: /pve02/ })).toHaveCount(1)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages of re-parsing are readable for everybody in ${colorScheme} colours, narrow ones too`, async ({
    browser,
    application,
  }) => {
    const context = await browser.newContext({ baseURL: application.url, colorScheme })
    const page = await context.newPage()
    await page.goto('/')
    await page.getByLabel('User name').fill(ADMIN.username)
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    for (const [name, url] of [
      ['start', '/reparse'],
      ['preview', '/reparse?preview=1'],
      ['change', '/reparse?preview=1&message=60'],
      ['deleted', '/deleted-mails'],
    ] as const) {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 })
        await page.goto(url)
        await page.getByRole('heading', { level: 1 }).waitFor()
        // The page's live stream never ends, so the network is never idle: what counts is that nothing is being loaded.
        await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
        const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
        expect
          .soft(found.violations.map((violation) => `${name}: ${violation.id} ${violation.nodes[0]?.target}`))
          .toEqual([])
        const overflow = await page.evaluate<boolean>(
          'document.documentElement.scrollWidth > window.innerWidth',
        )
        expect.soft(overflow, `${name} at ${width} px`).toBe(false)
        if (process.env.PICTURES) {
          await mkdir(process.env.PICTURES, { recursive: true })
          await page.screenshot({
            path: path.join(process.env.PICTURES, `${name}-${width}-${colorScheme}.png`),
          })
        }
      }
    }
    await context.close()
  })
}
