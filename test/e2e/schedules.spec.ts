import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { hoursAgo, look } from './fresh-application.ts'
import { nightly, PUNCTUAL, reportAt, SILENT, test, YOUNG } from './watched-night.ts'

test.use({ installation: 'a watched night' })
test.describe.configure({ mode: 'serial' })

test('a job with five weeks of reports says when it is expected and why, and that nothing was judged since last evening', async ({
  page,
  signIn,
}) => {
  await signIn()
  await openJob(page, SILENT.customer)
  const panel = page.getByRole('region', { name: 'Schedule' })
  await expect(panel.getByText(/^daily \d\d:\d\d$/)).toBeVisible()
  await expect(panel.getByText(/Weekly, learned from 35 runs/)).toBeVisible()
  await expect(panel.getByText(/Not judged since/)).toBeVisible()
  await expect(panel.getByText(/these rules would have raised 0 missed runs/)).toBeVisible()
  await expect(panel.getByRole('img', { name: /35 arrivals/ })).toBeVisible()
  await isAccessible(page)
  await look(page, 'job-schedule-week')
  await panel.getByText('Slots', { exact: true }).click()
  await expect(panel.getByRole('row', { name: /Every Monday/ })).toContainText(/100 % \(5 of 5\)/)
  await look(page, 'job-schedule-slots')
  await isAccessible(page)
  await openJob(page, YOUNG.customer)
  await expect(page.getByText('Still learning')).toBeVisible()
})

test('Run Checks says that its queue is empty because nobody imports, and leads to the source', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/run-checks')
  const notice = page.getByRole('region', { name: 'Jobs that nobody watches' })
  await expect(notice).toContainText('“Reports mailbox” is imported by hand only')
  await expect(notice).toContainText(
    /2 jobs of it have runs due, and nobody would notice that one did not come: nothing has been judged since/,
  )
  await isAccessible(page)
  await look(page, 'run-checks-unjudged')
  await notice.getByRole('link', { name: 'Import this source' }).click()
  await expect(page.getByRole('button', { name: 'Import now' })).toBeVisible()
})

test('after the morning’s import the job that stayed silent is missed, the punctual one is not', async ({
  page,
  signIn,
  mailbox,
}) => {
  mailbox.deliver(nightly(PUNCTUAL.node, 0))
  await signIn()
  await importNow(page)
  await openJob(page, SILENT.customer)
  await judgeNow(page)
  await expect(page.getByText('1 missed run raised')).toBeVisible()
  await openJob(page, PUNCTUAL.customer)
  await judgeNow(page)
  await expect(page.getByText('Judged: nothing new is missed')).toBeVisible()
})

test('Run Checks shows the missed run with the reason: slot, window, deadline and arrivals', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/run-checks')
  const row = page.getByRole('row', { name: new RegExp(SILENT.customer) })
  await expect(row).toContainText('Missed')
  await expect(row).toContainText('No report came of the run expected')
  await expect(page.getByText('nobody would notice')).toBeHidden()
  await look(page, 'run-checks-missed')
  await row.click()
  const dialog = page.getByRole('dialog')
  const slot = dialog.getByRole('list', { name: 'Missed slots' }).getByRole('listitem')
  await expect(slot).toHaveCount(1)
  await expect(slot).toContainText(/Expected/)
  await expect(slot).toContainText(/Window/)
  await expect(slot).toContainText(/Deadline/)
  await expect(slot).toContainText(/runs came on 5 of 5 dates \(100 %\)/)
  await isAccessible(page)
  await look(page, 'missed-run-dialog')
})

test('Daily Jobs shows the day: what was missed, what came, and the runs of a job; days are turned by key', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Daily Jobs' }).click()
  const missedOn = dayOf(nightly(SILENT.node, 0).receivedAt)
  await page.goto(`/daily-jobs?day=${missedOn}`)
  const silent = page.getByRole('row', { name: new RegExp(SILENT.customer) })
  const punctual = page.getByRole('row', { name: new RegExp(PUNCTUAL.customer) })
  await expect(silent).toContainText('Missed')
  await expect(silent).toContainText(/daily \d\d:\d\d/)
  await expect(punctual).toContainText('Success')
  await isAccessible(page)
  await look(page, 'daily-jobs')
  await page.getByRole('button', { name: /Missed/ }).click()
  await expect(punctual).toHaveCount(0)
  await page.getByRole('button', { name: /Missed/ }).click()
  await punctual.getByRole('link', { name: 'vzdump' }).click()
  await expect(page).toHaveURL(/open_job_id=\d+/)
  const dialog = page.getByRole('dialog', { name: new RegExp(PUNCTUAL.customer) })
  await expect(dialog.getByRole('navigation', { name: 'Runs' }).getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(new RegExp(`day=${dayOf(nightly(SILENT.node, 1).receivedAt)}`))
  await expect(silent).toContainText('Success')
  await page.goto('/daily-jobs?day=2020-01-01')
  await expect(page.getByText('Nothing on this day')).toBeVisible()
})

test('the mail that comes after all closes the missed run, which says that it arrived late', async ({
  page,
  signIn,
  mailbox,
}) => {
  mailbox.deliver(reportAt(SILENT.node, hoursAgo(0.1)))
  await signIn()
  await importNow(page)
  await openJob(page, SILENT.customer)
  await judgeNow(page)
  await page.goto('/run-checks')
  const row = page.getByRole('row', { name: new RegExp(SILENT.customer) })
  await expect(row).toContainText('Success')
  await expect(row).not.toContainText('Missed')
  await openJob(page, SILENT.customer)
  const history = page.getByRole('region', { name: 'History' })
  const missed = history.getByRole('row', { name: /Missed/ })
  await expect(missed).toContainText('arrived late')
  await missed.click()
  await expect(page.getByRole('dialog').getByText('Arrived late', { exact: true })).toBeVisible()
  await look(page, 'arrived-late')
  await page.getByRole('link', { name: 'Open the late run' }).click()
  await expect(page.getByRole('dialog').getByText('Success').first()).toBeVisible()
})

test('the month of a job shows each day, and is walked by keys', async ({ page, signIn }) => {
  await signIn()
  await openJob(page, SILENT.customer)
  const panel = page.getByRole('region', { name: 'Schedule' })
  await panel.getByText('Month', { exact: true }).click()
  const missedOn = dayOf(nightly(SILENT.node, 0).receivedAt)
  const square = panel.locator(`[data-day="${missedOn}"]`)
  if (missedOn.slice(0, 7) !== dayOf(hoursAgo(0)).slice(0, 7))
    await panel.getByRole('button', { name: 'Previous month' }).click()
  await expect(square).toHaveAccessibleName(/Missed|late/)
  await isAccessible(page)
  await look(page, 'job-schedule-month')
  await panel.getByRole('button', { name: 'Previous month' }).click()
  await expect(page).toHaveURL(/month=\d{4}-\d\d/)
  await expect(panel.getByRole('link', { name: /Success, 1 run/ }).first()).toBeVisible()
  await panel.locator('[data-day]').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(panel.locator('[data-day]').nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/daily-jobs\?day=/)
})

test('a schedule set by hand wins, and can be taken back', async ({ page, signIn }) => {
  await signIn()
  await openJob(page, PUNCTUAL.customer)
  const panel = page.getByRole('region', { name: 'Schedule' })
  await change(page, 'Set days and times by hand…')
  const dialog = page.getByRole('dialog', { name: 'Set days and times by hand' })
  await expect(dialog.getByRole('checkbox', { name: 'Sun' })).toBeChecked()
  await dialog.getByText('Sat', { exact: true }).click()
  await dialog.getByText('Sun', { exact: true }).click()
  await dialog.getByLabel('Time', { exact: true }).fill('21:30')
  await isAccessible(page)
  await look(page, 'pin-dialog')
  await dialog.getByRole('button', { name: 'Set by hand' }).click()
  await expect(panel.getByText('Mon–Fri 21:30 (pinned)')).toBeVisible()
  await expect(panel.getByText(/set by hand by/)).toBeVisible()
  await expect(panel.getByText(/^daily \d\d:\d\d$/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByText(/pinned/)).toBeHidden()
  await expect(panel.getByText(/Weekly, learned from/)).toBeVisible()
})

test('a snoozed job says until when and why; ended, it is watched again', async ({ page, signIn }) => {
  await signIn()
  await openJob(page, SILENT.customer)
  await change(page, 'Snooze…')
  const dialog = page.getByRole('dialog', { name: 'Snooze' })
  await dialog.getByRole('button', { name: 'In two weeks' }).click()
  await dialog.getByLabel('Reason').fill('Moving house')
  await look(page, 'snooze-dialog')
  await dialog.getByRole('button', { name: 'Snooze', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Schedule' })
  await expect(panel.getByText('Nothing is raised at present')).toBeVisible()
  await expect(panel.getByText(/Moving house/)).toBeVisible()
  await panel.getByRole('button', { name: 'End now' }).click()
  await expect(panel.getByText('Nothing is raised at present')).toBeHidden()
})

test('a maintenance window of several jobs stands in the settings and on the page of each, and can be ended', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/jobs')
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await page.getByRole('menuitem', { name: /maintenance window/i }).click()
  const dialog = page.getByRole('dialog', { name: 'Plan a maintenance window' })
  await dialog.getByLabel('Begins').fill('2030-01-02T20:00')
  await dialog.getByLabel('Ends').fill('2030-01-02T19:00')
  await dialog.getByRole('button', { name: 'Plan the window' }).click()
  await expect(dialog.getByText('It ends after it begins')).toBeVisible()
  await dialog.getByLabel('Ends').fill('2030-01-03T06:00')
  await dialog.getByLabel('Reason').fill('New storage')
  await look(page, 'maintenance-dialog')
  await isAccessible(page)
  await dialog.getByRole('button', { name: 'Plan the window' }).click()
  await expect(page.getByText('Maintenance planned for 3 jobs')).toBeVisible()
  await openJob(page, YOUNG.customer)
  await expect(page.getByRole('region', { name: 'Schedule' }).getByText(/New storage/)).toBeVisible()
  await page.goto('/settings/schedules')
  const windows = page.getByRole('table', { name: 'Snoozes and maintenance' })
  await expect(windows.getByText('New storage')).toHaveCount(3)
  const own = windows.getByRole('row', { name: new RegExp(YOUNG.customer) })
  await own.getByRole('button').click()
  await expect(own).toHaveCount(0)
  await expect(windows.getByText('New storage')).toHaveCount(2)
})

test('grace and schedules of several jobs are set at once from the list', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/jobs')
  await expect(page.getByRole('row', { name: new RegExp(SILENT.customer) })).toContainText(/daily \d\d:\d\d/)
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await page.getByRole('menuitem', { name: /Grace, time zone/ }).click()
  const dialog = page.getByRole('dialog', { name: /Grace, time zone/ })
  await dialog.getByRole('radiogroup', { name: 'Grace' }).getByLabel('Its own').check()
  await dialog.getByRole('textbox', { name: 'Grace' }).fill('45')
  await look(page, 'rules-dialog-bulk')
  await isAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('For 3 jobs.')).toBeVisible()
  await openJob(page, SILENT.customer)
  await expect(page.getByText('45 min, of this job')).toBeVisible()
})

test('a holiday calendar is made in the settings and given to a customer', async ({ page, signIn }) => {
  await signIn()
  await page.goto('/settings/schedules')
  await page.getByRole('button', { name: 'New calendar' }).click()
  const dialog = page.getByRole('dialog', { name: 'New holiday calendar' })
  await dialog.getByLabel('Name', { exact: true }).fill('Netherlands')
  await dialog.getByLabel('First day').fill('2030-12-25')
  await dialog.getByLabel('Last day').fill('2030-12-26')
  await dialog.getByLabel('Name of the holiday').fill('Christmas')
  await look(page, 'calendar-dialog')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /Netherlands/ })).toContainText('no customer yet')
  await page.goto('/customers')
  await page.getByRole('row', { name: new RegExp(SILENT.customer) }).click()
  const drawer = page.getByRole('dialog', { name: SILENT.customer })
  await drawer.getByRole('combobox', { name: 'Holidays' }).click()
  await page.getByRole('option', { name: 'Netherlands' }).click()
  await drawer.getByRole('button', { name: 'Save schedule rules' }).click()
  await expect(page.getByText('Schedule rules saved')).toBeVisible()
  await isAccessible(page)
  await look(page, 'customer-schedule')
  await page.goto('/settings/schedules')
  await expect(page.getByRole('row', { name: /Netherlands/ })).toContainText(SILENT.customer)
  await isAccessible(page)
  await look(page, 'settings-schedules')
})

async function openJob(page: Page, customer: string): Promise<void> {
  await page.goto('/jobs')
  await page.getByRole('row', { name: new RegExp(customer) }).click()
  await expect(page.getByRole('region', { name: 'Schedule' })).toBeVisible()
}

async function change(page: Page, what: string): Promise<void> {
  await page.getByRole('region', { name: 'Schedule' }).getByRole('button', { name: 'Change' }).click()
  await page.getByRole('menuitem', { name: what }).click()
}

async function judgeNow(page: Page): Promise<void> {
  await change(page, 'Judge now')
}

async function importNow(page: Page): Promise<void> {
  await page.goto('/settings/sources')
  await page.getByRole('row', { name: /Reports mailbox/ }).click()
  await page.getByRole('button', { name: 'Import now' }).click()
  await expect(page.getByText(/Fetched 1: 1 new/)).toBeVisible({ timeout: 60_000 })
}

function dayOf(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Amsterdam').toPlainDate().toString()
}

async function isAccessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
  expect(found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([])
}
