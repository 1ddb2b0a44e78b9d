import { expect } from '@playwright/test'
import { sql } from '../../src/platform/db.ts'
import { addRun, manyJobs } from '../support/queue.ts'
import { test } from './review-desk.ts'

test.use({ installation: 'a queue of five thousand' })
test.describe.configure({ mode: 'serial' })

const JOBS = 5000

/** What one stretch of scrolling came to: rows drawn, the slow frames (p95, ms), whether the last row was reached. */
interface Stretch {
  drawn: number
  slowest: number
  atEnd: boolean
}

/** Runs in the browser. */
const SCROLL_A_STRETCH = `(async () => {
  const times = []
  let last = performance.now()
  for (let step = 0; step < 30; step++) {
    window.scrollBy(0, 400)
    await new Promise(requestAnimationFrame)
    times.push(performance.now() - last)
    last = performance.now()
  }
  times.sort((a, b) => a - b)
  return {
    drawn: document.querySelectorAll('tbody tr').length,
    slowest: times[Math.floor(times.length * 0.95)],
    atEnd: document.querySelector('tr[aria-rowindex="5001"]') !== null,
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
  let most = 0
  const frames: number[] = []
  await expect(async () => {
    const { drawn, slowest, atEnd } = await page.evaluate<Stretch>(SCROLL_A_STRETCH)
    most = Math.max(most, drawn)
    frames.push(slowest)
    expect(atEnd).toBe(true)
  }).toPass({ timeout: 240_000, intervals: [50] })
  expect(most).toBeLessThan(90)
  const sorted = frames.toSorted((a, b) => a - b)
  console.log(
    `frames while scrolling 5,000 rows (p95 of each stretch): median ${sorted[sorted.length >> 1]?.toFixed(0)} ms, worst ${sorted.at(-1)?.toFixed(0)} ms; at most ${most} rows drawn`,
  )
})

test('a range is ticked with shift, and everything with one key, far beyond what is on screen', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/run-checks')
  const boxes = page.getByRole('checkbox', { name: /^Select Customer/ })
  await boxes.nth(1).check()
  await boxes.nth(8).click({ modifiers: ['Shift'] })
  const selection = page.getByRole('region', { name: 'Selection' })
  await expect(selection).toContainText('8 jobs selected')
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  await expect(selection).toContainText('5,000 jobs selected')
})

test('a failure that arrives between the selection and the click stays, of five thousand reviewed at once', async ({
  page,
  signIn,
  world,
}) => {
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByRole('row').nth(5)).toBeVisible()
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
