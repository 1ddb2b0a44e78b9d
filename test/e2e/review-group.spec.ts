import { expect, type Page } from '@playwright/test'
import { jobWithRuns } from '../support/queue.ts'
import { hoursAgo, look } from './fresh-application.ts'
import { test } from './review-desk.ts'

test.use({ installation: 'one message on many jobs' })
test.describe.configure({ mode: 'serial' })

const FULL = 'There is not enough space on the disk'
const JOBS = 6

/** Opens the queue by message and ticks the group under the cursor. */
async function tickGroup(page: Page) {
  await page.goto('/run-checks')
  await expect(page.getByRole('row').nth(JOBS)).toBeVisible()
  await page.keyboard.press('g')
  await expect(page).toHaveURL(/group=customer/)
  await page.keyboard.press('g')
  await expect(page.getByRole('row', { name: new RegExp(`${FULL}.*${JOBS} jobs`) })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await expect(selection(page)).toContainText(`${JOBS} jobs selected`)
}

const selection = (page: Page) => page.getByRole('region', { name: 'Selection' })
const dialog = (page: Page) => page.getByRole('dialog')
const tickets = (page: Page) => page.getByRole('img', { name: 'A ticket is open' })

test('Escape gives up what was begun over a group and keeps the group ticked', async ({
  page,
  signIn,
  world,
}) => {
  for (let index = 0; index < JOBS; index++)
    await jobWithRuns(world, { customer: `Kiln ${index % 3}`, name: `Servers ${index}` }, [
      {
        status: 'failed',
        at: hoursAgo(2),
        text: 'Job ended with errors',
        objects: [{ name: 'SQL01', status: 'failed', message: FULL }],
      },
    ])
  await signIn()
  await tickGroup(page)
  for (const key of ['s', 't', 'm']) {
    await page.keyboard.press(key)
    await expect(dialog(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toBeHidden()
    await expect(selection(page)).toContainText(`${JOBS} jobs selected`)
  }
  await page.keyboard.press('Escape')
  await expect(selection(page)).toBeHidden()
})

test('a whole group is marked as success by keyboard, and taken back', async ({ page, signIn }) => {
  await signIn()
  await tickGroup(page)
  await page.keyboard.press('s')
  await expect(dialog(page)).toContainText(`Mark as success: ${JOBS} jobs`)
  await page.keyboard.press('ArrowDown')
  await expect(dialog(page).getByLabel('Text', { exact: true })).toHaveValue(FULL)
  await look(page, 'group-mark')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Marked as success')).toBeVisible()
  await expect(
    page
      .getByText('Success (override)')
      .or(page.getByText(/No error: every open run/))
      .first(),
  ).toBeVisible()
  await page.keyboard.press('u')
  await expect(page.getByRole('row', { name: new RegExp(`${FULL}.*${JOBS} jobs`) })).toBeVisible()
})

test('one ticket, and one remark, is made for a whole group, and taken back', async ({ page, signIn }) => {
  await signIn()
  await tickGroup(page)
  await page.keyboard.press('t')
  await expect(dialog(page).getByLabel('Description')).toHaveValue(FULL)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/Ticket T\d{8}\.\d{4} is made/)).toBeVisible()
  await expect(tickets(page)).toHaveCount(JOBS)
  await page.keyboard.press('u')
  await expect(tickets(page)).toHaveCount(0)
  await expect(selection(page)).toContainText(`${JOBS} jobs selected`)
  await page.keyboard.press('m')
  await page.keyboard.type('The disk is being enlarged')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('The remark is made')).toBeVisible()
  await page.keyboard.press('u')
  await expect(page.getByText('The remark is made')).toBeHidden()
  await page.goto('/tickets?tab=remarks')
  await expect(page.getByText('The disk is being enlarged')).toHaveCount(0)
})
