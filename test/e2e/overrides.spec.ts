import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { veeamBackupMail } from '../../src/demo/report-mails.ts'
import { ADMIN, hoursAgo, look, sendReport, setUp, test } from './fresh-application.ts'

test.use({ installation: 'overrides' })
test.describe.configure({ mode: 'serial' })

const FROM = 'Veeam <backup@kliniek.example>'
/** A report of the nightly job: DC01 went well, FS01 says this. */
const report = (hours: number, details: string | null) =>
  veeamBackupMail({
    job: 'Nightly',
    from: FROM,
    date: hoursAgo(hours),
    machines: [
      { name: 'DC01', status: 'Success', message: '' },
      { name: 'FS01', status: details === null ? 'Success' : 'Error', message: details ?? '' },
    ],
  })

const dialogOf = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })

test('a failed run is marked as a success by a rule of its job: it, and the next one, count as Success (override)', async ({
  page,
  application,
}) => {
  await setUp(page, application.setupToken ?? '')
  await sendReport(page, 'first.eml', report(60, null))
  await page.goto('/inbox')
  await page
    .getByRole('row', { name: /Nightly/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'Customer' }).fill('Kliniek Beispiel')
  await page.getByRole('option', { name: /create.*Kliniek Beispiel/i }).click()
  await expect(page.getByRole('textbox', { name: 'Customer' })).toHaveValue('Kliniek Beispiel')
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByRole('row', { name: /Nightly/ })).toHaveCount(0)
  await sendReport(page, 'second.eml', report(36, 'Repository is full'))

  await page.goto('/run-checks')
  await page.getByRole('row', { name: /Kliniek Beispiel/ }).click()
  const run = dialogOf(page, /Kliniek Beispiel/)
  await expect(run.getByText('Repository is full').first()).toBeVisible()
  await page.keyboard.press('s')
  const mark = dialogOf(page, 'Mark as success')
  await expect(mark.getByText('This run becomes Success (override).')).toBeVisible()
  await look(page, 'mark-one-run')
  await mark.getByRole('radio', { name: /This job, from this run on/ }).check()
  await expect(mark.getByRole('textbox', { name: 'Text' })).toHaveValue(/Repository is full/)
  await mark.getByRole('textbox', { name: 'Text' }).fill('no such text')
  await expect(mark.getByText('This rule does not match the run at hand.')).toBeVisible()
  await expect(mark.getByText('No run of the last 30 days matches.')).toBeVisible()
  await mark.getByRole('textbox', { name: 'Text' }).fill('repository is FULL')
  await expect(mark.getByText('This run becomes Success (override).')).toBeVisible()
  await expect(mark.getByRole('list', { name: 'Examples' }).getByRole('listitem')).toHaveCount(1)
  await mark.getByRole('textbox', { name: 'Comment' }).fill('New disks come on Friday')
  await look(page, 'mark-job')
  await mark.getByRole('button', { name: 'Mark as success' }).click()
  await expect(mark).toBeHidden()
  await expect(run.getByText('Success (override)').first()).toBeVisible()
  await expect(run.getByText('Success by an override; reported as Failed')).toBeVisible()
  await expect(run.getByText('“New disks come on Friday”')).toBeVisible()
  await look(page, 'overridden-run')
  await page.keyboard.press('Escape')
  await expect(run).toBeHidden()

  await sendReport(page, 'third.eml', report(12, 'Repository is full'))
  await sendReport(page, 'fourth.eml', report(2, 'The machine is gone'))
  await page.goto('/jobs/1')
  const panel = page.getByRole('region', { name: 'Overrides in force' })
  await expect(panel).toContainText('“New disks come on Friday” · anna')
  await look(page, 'job')
  const history = page.getByRole('table', { name: /runs|history/i })
  await expect(history.getByText('Success (override)')).toHaveCount(2)
  await expect(history.getByText('Failed', { exact: true })).toHaveCount(1)
  await expect(
    history.getByText(/Reported as Failed; override by anna \(New disks come on Friday\)/),
  ).toHaveCount(2)
})

test('the day shows it too, and the run still wants to be reviewed', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByRole('row', { name: /Kliniek Beispiel/ })).toBeVisible()
  const { day } = await page.evaluate<{ day: string }>(
    `({ day: new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(Date.now() - 36 * 3600_000) })`,
  )
  await page.goto(`/daily-jobs?day=${day}`)
  await expect(page.getByRole('row', { name: /Kliniek Beispiel/ })).toContainText('Success (override)')
})

test('the list tells what it matched; it is changed, removed, and brought back', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/overrides')
  const row = page.getByRole('row', { name: /Nightly/ })
  await expect(row).toContainText('repository is FULL')
  await expect(row.getByRole('link', { name: '2', exact: true })).toBeVisible()
  await look(page, 'overrides')
  await row.getByRole('link', { name: 'Nightly' }).click()
  const dialog = dialogOf(page, 'Override')
  await dialog.getByRole('textbox', { name: 'Text' }).fill('gone')
  await expect(dialog.getByText(/1 run of the last 30 days matches/)).toBeVisible()
  await look(page, 'edit-override')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(row.getByRole('link', { name: '1', exact: true })).toBeVisible()
  await row.getByRole('link', { name: 'Nightly' }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Every run counts as it was reported')).toBeVisible()
  await look(page, 'overrides-empty')
  await page.goto('/jobs/1')
  const marked = page.getByRole('table').getByText('Success (override)')
  await expect(page.getByRole('table').getByText('Failed').first()).toBeVisible()
  await expect(marked).toHaveCount(0)
  await page.request.post('/api/overrides/1/restore', { headers: { 'x-requested-with': 'backupchecks' } })
  await expect(marked.first()).toBeVisible()
  await page.goto('/overrides')
  await row.getByRole('link', { name: 'Nightly' }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toBeVisible()
})

test('a key that is pressed before the rule is there closes nothing, and the rule has the focus then', async ({
  page,
  signIn,
}) => {
  await signIn()
  let isSlow = true
  await page.route(/\/api\/overrides\/\d+$/, async (route) => {
    while (isSlow) await page.waitForTimeout(50)
    await route.continue()
  })
  await page.goto('/overrides')
  await page
    .getByRole('row', { name: /Nightly/ })
    .getByRole('link', { name: 'Nightly' })
    .focus()
  await page.keyboard.press('Enter')
  const dialog = dialogOf(page, 'Override')
  await expect(dialog.locator(':focus')).toBeAttached()
  await page.keyboard.press('Enter')
  await page.waitForTimeout(400)
  await expect(dialog).toBeVisible()
  isSlow = false
  await expect(dialog.locator('input:focus')).toBeVisible()
})

test('one run alone is marked, which the undo takes back', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/jobs/1?status=failed')
  const failed = page.getByRole('table', { name: /runs|history/i }).getByRole('row', { name: /Failed/ })
  await expect(failed).toHaveCount(2)
  await failed.first().getByRole('link').click()
  const run = dialogOf(page, /Kliniek Beispiel/)
  await run.getByRole('button', { name: 'Mark as success' }).click()
  const mark = dialogOf(page, 'Mark as success')
  await mark.getByRole('button', { name: 'Mark as success' }).click()
  await expect(run.getByText('Success by an override; reported as Failed')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(run.getByText('Success by an override; reported as Failed')).toBeHidden()
  await expect(run.getByRole('button', { name: 'Mark as success' })).toBeEnabled()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages of overrides are readable for everybody in ${colorScheme} colours, narrow ones too`, async ({
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
    const check = async (name: string) => {
      await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
      const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
      expect
        .soft(found.violations.map((violation) => `${name}: ${violation.id} ${violation.nodes[0]?.target}`))
        .toEqual([])
      const overflow = await page.evaluate<boolean>(
        'document.documentElement.scrollWidth > window.innerWidth',
      )
      expect.soft(overflow, name).toBe(false)
    }
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      for (const [name, url] of [
        ['overrides', '/overrides'],
        ['one override', '/overrides?open=1'],
      ] as const) {
        await page.goto(url)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await check(`${name} at ${width} px`)
      }
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
      await page.getByRole('button', { name: 'New override' }).click()
      await page.getByRole('radio', { name: 'A product, over all customers' }).check()
      await page.getByRole('textbox', { name: 'Software' }).fill('Veeam')
      await expect(page.getByRole('list', { name: 'Examples' })).toBeVisible()
      await check(`new override at ${width} px`)
      await page.goto('/jobs/1?run=2')
      await page.getByRole('dialog').getByRole('button', { name: 'Mark as success' }).click()
      await page.getByRole('radio', { name: /everything of Veeam/ }).check()
      await expect(page.getByRole('region', { name: 'Preview' })).toBeVisible()
      await check(`mark as success at ${width} px`)
    }
    await context.close()
  })
}
