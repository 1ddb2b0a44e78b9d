import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { sql } from '../../src/platform/db.ts'
import { type addRun, jobWithRuns, type QueuedRun } from '../support/queue.ts'
import { ADMIN, hoursAgo, look } from './fresh-application.ts'
import { BERT, technician, test } from './review-desk.ts'

test.use({ installation: 'the review desk' })
test.describe.configure({ mode: 'serial' })

const FULL = 'There is not enough space on the disk'
const failed = (ago: number, text = FULL): QueuedRun => ({
  status: 'failed',
  at: hoursAgo(ago),
  text: 'Job ended with errors',
  objects: [
    { name: 'WEB01', status: 'success' },
    { name: 'SQL01', status: 'failed', message: text },
  ],
})
const good = (ago: number): QueuedRun => ({
  status: 'success',
  at: hoursAgo(ago),
  text: 'Success',
  objects: [{ name: 'FS01', status: 'success' }],
})

/** Presses keys and nothing else, and counts them. */
class Keyboard {
  readonly #page: Page
  pressed = 0

  constructor(page: Page) {
    this.#page = page
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.pressed++
      await this.#page.keyboard.press(key)
    }
  }
}

test('thirty mixed runs are brought to an empty queue by keyboard alone: every failed one opened, two overridden, three ticketed, one undone', async ({
  browser,
  application,
  world,
}) => {
  const jobs = [
    ['Alder Logistics', 'Servers daily', [failed(7), good(31)]],
    ['Birch Dental', 'Files nightly', [failed(6)]],
    ['Cedar Foods', 'Mail nightly', [failed(5), failed(29)]],
    ['Dogwood Legal', 'Database', [failed(4, 'VSS: the writer timed out')]],
    ['Elm Housing', 'Replica', [failed(3, 'Connection to the proxy was lost')]],
    ['Fir Print', 'Copies', [{ status: 'warning', at: hoursAgo(3), text: 'Retention was skipped' }]],
    ['Gorse Travel', 'Tape', [{ status: 'warning', at: hoursAgo(2), text: 'One tape is almost full' }]],
    ['Hazel Care', 'Laptops', [{ status: 'missed', at: hoursAgo(2), text: 'No report came' }]],
  ] as const
  for (const [customer, name, runs] of jobs) await jobWithRuns(world, { customer, name }, runs)
  for (let index = 0; index < 20; index++)
    await jobWithRuns(world, { customer: `Customer ${index}`, name: 'Nightly' }, [good(index / 2 + 1)])
  await expect(openRuns(world)).resolves.toBe(30)

  const page = await technician(browser, application.url, ADMIN)
  const keyboard = new Keyboard(page)
  const dialog = page.getByRole('dialog')
  const opened: string[] = []
  const lookAtIt = async () => {
    await expect(dialog.getByRole('button', { name: 'Mark reviewed' })).toBeEnabled()
    opened.push((await dialog.getByRole('heading').first().textContent()) ?? '')
  }
  // Rows stand there while they are waited for, too.
  await expect(page.getByText('28 jobs, 30 runs to review')).toBeVisible()

  await test.step('all successes at once', async () => {
    await keyboard.press('e')
    await expect(page.getByRole('row')).toHaveCount(9)
  })

  /** The form of an action lies over the open run, which shows afterwards what came of it. */
  const act = async (key: string, title: string, save: string, shows: RegExp) => {
    await keyboard.press(key)
    const form = page.getByRole('dialog', { name: title })
    await expect(form.locator(':focus')).toBeVisible()
    await keyboard.press(save)
    await expect(form).toBeHidden()
    await expect(dialog.getByText(shows).first()).toBeVisible()
  }
  await test.step('the failed ones, each opened; what is known is overridden, what needs work gets a ticket', async () => {
    await keyboard.press('j', 'Enter')
    for (let run = 0; run < 9; run++) {
      await lookAtIt()
      // The missed one is first: nothing that did not come can be a success.
      if (run === 1 || run === 2) await act('s', 'Mark as success', 'Enter', /Success by an override/)
      else if (run < 5) await act('t', 'New ticket', 'Control+Enter', /^T\d{8}\.\d{4}$/)
      const seen = page.url()
      await keyboard.press('r')
      if (run < 8) await expect.poll(() => page.url()).not.toBe(seen)
    }
    await expect(dialog).toBeHidden()
    await expect(page.getByText('The queue is empty')).toBeVisible()
  })

  await test.step('the last one is taken back, opened once more, and reviewed', async () => {
    await keyboard.press('u')
    await expect(page.getByRole('row')).toHaveCount(2)
    await keyboard.press('j', 'r')
    await expect(page.getByText('The queue is empty')).toBeVisible()
  })

  for (const [customer, name] of jobs.slice(0, 5)) expect(opened).toContain(`${customer} — ${name}`)
  expect(keyboard.pressed).toBeLessThanOrEqual(90)
  console.log(`30 runs: ${keyboard.pressed} keystrokes`)
  await expect.poll(() => openRuns(world)).toBe(0)
  const { rows } = await sql<{ action: string; events: number }>`
    select action, count(*) as events from job_run_review_events group by action order by action`.execute(
    world.db,
  )
  expect(rows).toEqual([
    { action: 'reviewed', events: 31 },
    { action: 'undone', events: 1 },
  ])
  const { rows: made } = await sql<{ overridden: number; ticketed: number }>`
    select (select count(*) from job_runs where override_id is not null and effective_status = 'success') as overridden,
      (select count(*) from ticket_job_runs) as ticketed`.execute(world.db)
  expect(made).toEqual([{ overridden: 2, ticketed: 3 }])
  await page.context().close()
})

test('two technicians see at once what the other is at and what the other has done', async ({
  browser,
  application,
  world,
}) => {
  await jobWithRuns(world, { customer: 'Ivy Law', name: 'Servers' }, [failed(2)])
  await jobWithRuns(world, { customer: 'Juniper Care', name: 'Files' }, [failed(1)])
  const anna = await technician(browser, application.url, ADMIN)
  const bert = await technician(browser, application.url, BERT)
  const rowOf = (page: Page, customer: string) => page.getByRole('row', { name: new RegExp(customer) })
  const dialogOf = (page: Page) => page.getByRole('dialog')
  await expect(rowOf(bert, 'Ivy Law')).toBeVisible()

  await anna.keyboard.press('j')
  await anna.keyboard.press('Enter')
  await expect(rowOf(bert, 'Ivy Law')).toContainText('Anna')

  await bert.keyboard.press('j')
  await bert.keyboard.press('Enter')
  await expect(dialogOf(bert).getByText('Anna is busy with this job')).toBeVisible()
  await expect(dialogOf(bert).getByRole('button', { name: 'Mark reviewed' })).toBeHidden()
  await look(bert, 'review-claimed')
  await isAccessible(bert)
  await bert.keyboard.press('c')
  await expect(dialogOf(anna).getByText('Bert is busy with this job')).toBeVisible()
  await expect(dialogOf(bert).getByRole('button', { name: 'Mark reviewed' })).toBeVisible()

  await anna.keyboard.press('Escape')
  await expect(rowOf(anna, 'Ivy Law')).toContainText('Bert')
  await bert.keyboard.press('r')
  await expect(rowOf(anna, 'Ivy Law')).toBeHidden()
  await expect(rowOf(anna, 'Juniper Care')).toContainText('Bert')
  await bert.keyboard.press('Escape')
  await expect(rowOf(anna, 'Juniper Care')).not.toContainText('Bert')

  await test.step('and a selection leaves alone what a colleague has open', async () => {
    await bert.keyboard.press('Enter')
    await expect(rowOf(anna, 'Juniper Care')).toContainText('Bert')
    await anna.keyboard.press('a')
    await anna.keyboard.press('r')
    await expect(anna.getByText('1 run left open: Bert is busy with this job.')).toBeVisible()
    await expect(rowOf(anna, 'Juniper Care')).toBeVisible()
    await bert.keyboard.press('r')
    await expect(anna.getByText('The queue is empty')).toBeVisible()
  })
  await anna.context().close()
  await bert.context().close()
})

test('the same message on many jobs is one group, taken and reviewed in one go', async ({
  page,
  signIn,
  world,
}) => {
  for (let index = 0; index < 14; index++)
    await jobWithRuns(world, { customer: `Kiln ${index % 7}`, name: `Servers ${index}` }, [failed(2)])
  await jobWithRuns(world, { customer: 'Larch', name: 'Files' }, [
    failed(1, 'The network path was not found'),
  ])
  await jobWithRuns(world, { customer: 'Larch', name: 'Mail' }, [good(1)])
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByRole('row')).toHaveCount(17)
  await page.keyboard.press('g')
  await expect(page.getByRole('row', { name: /Kiln 3.*2 jobs/ })).toBeVisible()
  await look(page, 'review-by-customer')
  await page.keyboard.press('g')
  const group = page.getByRole('row', { name: new RegExp(`${FULL}.*14 jobs`) })
  await expect(group).toBeVisible()
  await look(page, 'review-by-message')
  await isAccessible(page)
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('14 jobs selected')
  await look(page, 'review-selected')
  await isAccessible(page)
  await page.keyboard.press('r')
  await expect(page.getByText('14 runs reviewed')).toBeVisible()
  await expect(group).toBeHidden()
  await expect(page.getByRole('row', { name: /No error: every open run is a success/ })).toBeVisible()
})

test('a view is saved, chosen as the start, renamed and deleted; the user settings say the same', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/run-checks?status=failed&group=error')
  const views = (name: string) => page.getByRole('button', { name, exact: true })
  await views('Views').click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Failures by message')
  await page.keyboard.press('Enter')
  await expect(views('Failures by message')).toBeVisible()
  await views('Failures by message').click()
  await look(page, 'review-views')
  await page.getByRole('menuitem', { name: 'Begin with this view' }).click()
  await expect(page.getByText('Run Checks begins here from now on')).toBeVisible()
  await page.goto('/jobs')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Run Checks' }).click()
  await expect(page).toHaveURL(/status=failed/)
  await expect(views('Failures by message')).toBeVisible()

  await page.goto('/user-settings')
  await expect(page.getByRole('combobox', { name: 'Saved view' })).toHaveValue('Failures by message')
  await look(page, 'user-settings')
  await isAccessible(page)

  await page.goto('/run-checks?status=failed&group=error')
  await views('Failures by message').click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('By message')
  await page.keyboard.press('Enter')
  await views('By message').click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(views('Views')).toBeVisible()
  await page.goto('/run-checks')
  await expect(page).not.toHaveURL(/status=failed/)
})

test('the keys are listed by ?, in both colours readable for everybody; the open run too', async ({
  page,
  signIn,
}) => {
  await signIn()
  await page.goto('/run-checks')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByText('tick everything that the filters leave')).toBeVisible()
  await look(page, 'review-keys')
  await isAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
  await look(page, 'review-run')
  await isAccessible(page)
})

test('an admin sees reviewed runs when asked; an operator has no such choice and is refused', async ({
  page,
  signIn,
  browser,
  application,
}) => {
  await signIn()
  await page.goto('/run-checks')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitemcheckbox', { name: /Include reviewed/ }).click()
  await expect(page.getByRole('row', { name: /Kiln 3/ }).first()).toBeVisible()
  const bert = await technician(browser, application.url, BERT)
  await expect(bert.getByRole('row').nth(1)).toBeVisible()
  await bert.getByRole('button', { name: 'Views' }).click()
  await expect(bert.getByRole('menuitem', { name: /begin with this view/i })).toBeVisible()
  await expect(bert.getByRole('menuitemcheckbox')).toBeHidden()
  const answer = await bert.request.get('/api/run-checks?includeReviewed=true')
  expect(answer.status()).toBe(403)
  await bert.context().close()
})

async function openRuns(world: Parameters<typeof addRun>[0]): Promise<number> {
  const { rows } = await sql<{ runs: number }>`
    select count(*) as runs from job_runs where reviewed_at is null`.execute(world.db)
  return rows[0]?.runs ?? 0
}

/** Nothing hinders anybody, in light colours and in dark ones. */
async function isAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Half-way from one colour to the other nothing is readable, and the page turns only once it has heard.
    await page.waitForTimeout(800)
    const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
    expect(found.violations.map(({ id, nodes }) => `${colorScheme}: ${id} ${nodes[0]?.target}`)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
