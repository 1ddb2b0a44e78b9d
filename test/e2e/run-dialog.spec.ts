import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { sql } from '../../src/platform/db.ts'
import { jobWithRuns } from '../support/queue.ts'
import { hoursAgo, look } from './fresh-application.ts'
import { test } from './review-desk.ts'

test.use({ installation: 'one dialog everywhere' })
test.describe.configure({ mode: 'serial' })

let jobId = 0
let runId = 0
const dialog = (page: Page) => page.getByRole('dialog').first()
const above = (page: Page) => page.getByRole('dialog').nth(1)

test('a run that no mail told of shows its facts: what it said, its objects, how it came and what its sender calls it', async ({
  page,
  signIn,
  world,
}) => {
  const failed = (ago: number) => ({
    status: 'failed' as const,
    at: hoursAgo(ago),
    text: 'Snapshot of /srv failed',
    objects: [
      { name: 'home', status: 'success' as const },
      { name: 'srv', status: 'failed' as const, message: 'Read error' },
    ],
  })
  jobId = await jobWithRuns(world, { customer: 'Larch', name: 'Nightly' }, [
    failed(0.3),
    failed(0.2),
    failed(0.1),
  ])
  const { rows } = await sql<{ id: number }>`
    update job_runs set source_type = 'http', external_id = 'nightly-' || id, started_at = run_at - interval '20 minutes', ended_at = run_at
    where job_id = ${jobId} returning id`.execute(world.db)
  runId = Math.max(...rows.map(({ id }) => id))
  await sql`insert into job_health (job_id, run_count, last_run_id, last_run_at, last_status, failures_in_row)
    select ${jobId}, 3, ${runId}, now(), 'failed', 3`.execute(world.db)
  await signIn()
  await page.goto(`/run-checks?job=${jobId}`)
  const summary = page.getByRole('region', { name: 'Run summary' })
  await expect(summary).toContainText('Snapshot of /srv failed')
  await expect(summary).toContainText('2: 1 failed, 1 success')
  await expect(summary).toContainText('HTTP, as a run report')
  await expect(summary).toContainText(`nightly-${runId}`)
  await expect(summary).toContainText('20 min')
  await look(page, 'run-summary')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(300)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
  }
})

test('from the queue, the job page, the day and a ticket the same dialog opens, with the same keys', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto(`/run-checks?job=${jobId}`)
  await expect(dialog(page).getByRole('button', { name: 'Mark reviewed' })).toBeEnabled()
  await page.keyboard.press('t')
  await expect(above(page)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/is made/)).toBeVisible()
  const places: (() => Promise<unknown>)[] = [
    () => page.goto(`/run-checks?job=${jobId}`),
    () => page.goto(`/jobs/${jobId}?run=${runId}`),
    () => page.goto(`/daily-jobs?open_job_id=${jobId}`),
    async () => {
      await page.goto('/tickets')
      await page.getByRole('row', { name: /Nightly/ }).click()
      await page
        .getByRole('region', { name: 'Linked runs' })
        .getByRole('link', { name: 'Nightly' })
        .first()
        .click()
    },
  ]
  for (const open of places) {
    await open()
    await expect(dialog(page).getByRole('button', { name: 'Mark reviewed' })).toBeEnabled()
    for (const key of ['s', 't', 'm']) {
      await page.keyboard.press(key)
      await expect(above(page)).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(above(page)).toBeHidden()
    }
    await page.keyboard.press('r')
    await expect(page.getByText('1 run reviewed')).toBeVisible()
    await page.keyboard.press('u')
    await expect(page.getByText('1 run back in the queue').last()).toBeVisible()
    await expect(dialog(page).getByRole('button', { name: 'Review all 3 shown' })).toBeVisible()
    await page.keyboard.press('Shift+R')
    await expect(page.getByText('3 runs reviewed').last()).toBeVisible()
    await page.keyboard.press('u')
    await expect(page.getByText('3 runs back in the queue').last()).toBeVisible()
  }
})

test('a review asks anew for what it changes and for nothing else', async ({ page, signIn }) => {
  await signIn()
  await page.goto(`/run-checks?job=${jobId}`)
  await expect(dialog(page).getByRole('button', { name: 'Mark reviewed' })).toBeEnabled()
  await page.waitForTimeout(2500)
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (request.method() === 'GET' && pathname.startsWith('/api/')) asked.push(pathname)
  })
  await page.keyboard.press('r')
  await expect(page.getByText('1 run reviewed')).toBeVisible()
  await page.waitForTimeout(2500)
  const other = asked.filter((pathname) => !/^\/api\/(run-checks|runs|job-runs)(\/|$)/.test(pathname))
  expect(asked.length).toBeGreaterThan(0)
  expect(other).toEqual([])
})

test('the keys lead to a page that says what a review, an override and a ticket mean', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('?')
  await dialog(page).getByRole('link', { name: 'documentation' }).click()
  await expect(page.getByRole('heading', { name: 'What a review means' })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'mark all shown runs reviewed' })).toBeVisible()
  await look(page, 'documentation-run-checks')
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
})
