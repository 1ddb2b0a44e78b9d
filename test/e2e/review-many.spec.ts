import { expect } from '@playwright/test'
import { sql } from '../../src/platform/db.ts'
import { addRun, manyJobs } from '../support/queue.ts'
import { test } from './review-desk.ts'

test.use({ installation: 'a queue of five thousand' })
test.describe.configure({ mode: 'serial' })

const JOBS = 5000

const FRAMES = 60
/** Scrolls nine rows a frame; runs in the browser. */
const SCROLL = `(async () => {
  for (let frame = 0; frame < ${FRAMES}; frame++) {
    window.scrollBy(0, 400)
    await new Promise(requestAnimationFrame)
  }
})()`

test('five thousand open runs are scrolled from the first to the last with few of them drawn at a time', async ({
  page,
  signIn,
  world,
}) => {
  await manyJobs(world, JOBS)
  await signIn()
  await page.goto('/run-checks')
  const rows = page.getByRole('row')
  await expect(rows.nth(5)).toBeVisible()
  await expect(page.getByText('5,000 jobs, 5,000 runs to review')).toBeVisible()
  const devtools = await page.context().newCDPSession(page)
  // Time that the page's own thread was busy: what other programs of the machine do is not counted.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
  }
  const before = await busy()
  await page.evaluate(SCROLL)
  const perFrame = ((await busy()) - before) / FRAMES
  console.log(`scrolling 5,000 rows, nine rows a frame: ${perFrame.toFixed(1)} ms of work a frame`)
  expect(perFrame).toBeLessThan(40)

  await expect(async () => {
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
    expect(await page.locator('tbody tr').count()).toBeLessThan(90)
    await expect(page.locator('tr[aria-rowindex="5001"]')).toBeVisible({ timeout: 300 })
  }).toPass({ timeout: 240_000, intervals: [50] })
})

test('a range is ticked with shift, and everything with one key, far beyond what is on screen', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByText('5,000 jobs, 5,000 runs to review')).toBeVisible()
  const boxes = page.getByRole('checkbox', { name: /^Select Customer/ })
  await boxes.nth(1).check()
  await boxes.nth(8).click({ modifiers: ['Shift'] })
  const selection = page.getByRole('region', { name: 'Selection' })
  await expect(selection).toContainText('8 jobs selected')
  await page.keyboard.press('a')
  await expect(selection).toContainText('5,000 jobs selected')
  await page.keyboard.press('a')
  await expect(selection).toBeHidden()
  await boxes.nth(1).check()
  await page.getByRole('button', { name: /Failed/ }).click()
  await expect(page.getByText('500 jobs, 5,000 runs to review')).toBeVisible()
  await expect(selection).toBeHidden()
})

test('a failure that arrives between the selection and the click stays, of five thousand reviewed at once', async ({
  page,
  signIn,
  world,
}) => {
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByText('5,000 jobs, 5,000 runs to review')).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('5,000 jobs selected')
  const { rows } = await sql<{ id: number; job_id: number }>`select id, job_id from job_runs limit 1`.execute(
    world.db,
  )
  const late = await addRun(world, rows[0]?.job_id ?? 0, {
    status: 'failed',
    at: world.clock(),
    text: 'It came in between',
  })
  await page.keyboard.press('r')
  await expect(page.getByText('5,000 runs reviewed')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('row', { name: /It came in between/ })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(2)
  const open = await sql<{ id: number }>`select id from job_runs where reviewed_at is null`.execute(world.db)
  expect(open.rows.map(({ id }) => id)).toEqual([late])
  await page.keyboard.press('u')
  await expect(page.getByText('5,000 jobs, 5,001 runs to review')).toBeVisible({ timeout: 60_000 })
})
