import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { type Application, startApplication } from '../support/application.ts'

const SCREENSHOTS = path.resolve(import.meta.dirname, '../../docs/screenshots')

/** The demo as people first see it: three weeks of an invented MSP. */
const test = base.extend<object, { demo: Application }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from this pattern
    async ({}, use) => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-demo-'))
      const demo = await startApplication(dataDir, { command: 'demo' })
      await use(demo)
      await demo.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  baseURL: ({ demo }, use) => use(demo.url),
})

const PAGES = [
  { name: 'run-checks', url: '/run-checks', ready: (page: Page) => page.getByRole('row').nth(3) },
  { name: 'daily-jobs', url: '/daily-jobs', ready: (page: Page) => page.getByRole('row').nth(3) },
  { name: 'inbox', url: '/inbox', ready: (page: Page) => page.getByRole('row').nth(3) },
  { name: 'customers', url: '/customers', ready: (page: Page) => page.getByRole('row').nth(3) },
  { name: 'jobs', url: '/jobs', ready: (page: Page) => page.getByRole('row').nth(3) },
  { name: 'job', url: '/jobs/1', ready: (page: Page) => page.getByRole('row').nth(3) },
  { name: 'tickets', url: '/tickets', ready: (page: Page) => page.getByRole('row').nth(2) },
  { name: 'remarks', url: '/tickets?tab=remarks', ready: (page: Page) => page.getByRole('row').nth(1) },
  { name: 'parsers', url: '/parsers', ready: (page: Page) => page.getByRole('row').nth(3) },
  {
    name: 'parser',
    url: '/parsers?parser=veeam-job',
    ready: (page: Page) => page.getByText('Messages in 35 days'),
  },
  { name: 'settings', url: '/settings', ready: (page: Page) => page.getByRole('textbox').first() },
  {
    name: 'sources',
    url: '/settings/sources',
    ready: (page: Page) => page.getByText('Demo mailbox').first(),
  },
  { name: 'imports', url: '/settings/imports', ready: (page: Page) => page.getByRole('row').nth(1) },
  {
    name: 'tokens',
    url: '/settings/tokens',
    ready: (page: Page) => page.getByRole('button', { name: 'New token' }),
  },
  {
    name: 'evidence',
    url: '/settings/evidence',
    ready: (page: Page) => page.getByText(/rows? linked/).first(),
  },
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is readable for everybody in ${colorScheme} colours`, async ({ browser, demo }) => {
    await mkdir(SCREENSHOTS, { recursive: true })
    const context = await browser.newContext({
      baseURL: demo.url,
      colorScheme,
      viewport: { width: 1440, height: 900 },
      timezoneId: 'Europe/Amsterdam',
    })
    const page = await context.newPage()
    await page.goto('/')
    await page.getByLabel('User name').fill('demo')
    await page
      .getByLabel('Password', { exact: true })
      .fill(/password {2}(\S+)/.exec(demo.output())?.[1] ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    for (const { name, url, ready } of PAGES) {
      await page.goto(url)
      await ready(page).waitFor()
      const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
      expect
        .soft(found.violations.map((violation) => `${name}: ${violation.id} ${violation.nodes[0]?.target}`))
        .toEqual([])
      if (process.env.SCREENSHOTS)
        await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${colorScheme}.png`) })
    }
    await context.close()
  })
}
