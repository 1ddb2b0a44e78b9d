import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { type Application, startApplication } from '../support/application.ts'

const SCREENSHOTS = path.resolve(import.meta.dirname, '../../docs/screenshots')

const WIDE = 1440

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

interface PictureOf {
  name: string
  url: string
  /** What has to be there before anybody looks. */
  ready: (page: Page) => Locator | Promise<Locator>
  /** Looked at in these widths too, as people do who have a smaller screen. */
  widths?: readonly number[]
}

const PAGES: readonly PictureOf[] = [
  { name: 'run-checks', url: '/run-checks', ready: (page) => page.getByRole('row').nth(3) },
  { name: 'daily-jobs', url: '/daily-jobs', ready: (page) => page.getByRole('row').nth(3) },
  { name: 'inbox', url: '/inbox', ready: (page) => page.getByRole('row').nth(3) },
  { name: 'customers', url: '/customers', ready: (page) => page.getByRole('row').nth(3) },
  { name: 'jobs', url: '/jobs', ready: (page) => page.getByRole('row').nth(3) },
  { name: 'job', url: '/jobs/1', ready: (page) => page.getByRole('row').nth(3) },
  {
    name: 'tickets',
    url: '/tickets',
    ready: (page) => page.getByRole('row').nth(2),
    widths: [1024, 390],
  },
  { name: 'remarks', url: '/tickets?tab=remarks', ready: (page) => page.getByRole('row').nth(1) },
  { name: 'parsers', url: '/parsers', ready: (page) => page.getByRole('row').nth(3) },
  {
    name: 'parser',
    url: '/parsers?parser=veeam-job',
    ready: (page) => page.getByText('Messages in 35 days'),
  },
  { name: 'settings', url: '/settings', ready: (page) => page.getByRole('textbox').first() },
  {
    name: 'sources',
    url: '/settings/sources',
    ready: (page) => page.getByText('Demo mailbox').first(),
  },
  { name: 'imports', url: '/settings/imports', ready: (page) => page.getByRole('row').nth(1) },
  {
    name: 'tokens',
    url: '/settings/tokens',
    ready: (page) => page.getByRole('button', { name: 'New token' }),
  },
  {
    name: 'run-checks-grouped',
    url: '/run-checks?group=error',
    ready: (page) => page.getByRole('button', { name: 'Select', exact: true }).first(),
    widths: [1024, 390],
  },
  {
    name: 'run-dialog',
    url: '/run-checks?q=aan+de+vecht',
    ready: async (page) => {
      await page
        .getByRole('row', { name: /Success \(override\)|Servers daily/ })
        .first()
        .click()
      await page.getByText('Success by an override').waitFor()
      return page.getByRole('dialog').getByText('T20261118.0031')
    },
    widths: [1024, 390],
  },
  {
    name: 'overrides',
    url: '/overrides',
    ready: (page) => page.getByRole('row').nth(1),
    widths: [1024, 390],
  },
  {
    name: 'evidence',
    url: '/settings/evidence',
    ready: (page) => page.getByText(/rows? linked/).first(),
  },
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page is readable for everybody in ${colorScheme} colours`, async ({ browser, demo }) => {
    await mkdir(SCREENSHOTS, { recursive: true })
    const context = await browser.newContext({
      baseURL: demo.url,
      colorScheme,
      viewport: { width: WIDE, height: 900 },
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
    for (const { name, url, ready, widths = [] } of PAGES) {
      await page.goto(url)
      await (await ready(page)).waitFor()
      for (const width of [WIDE, ...widths]) {
        await page.setViewportSize({ width, height: 900 })
        const found = await new AxeBuilder({ page }).exclude('iframe').analyze()
        expect
          .soft(found.violations.map(({ id, nodes }) => `${name} at ${width}: ${id} ${nodes[0]?.target}`))
          .toEqual([])
        const file = [name, ...(width === WIDE ? [] : [width]), colorScheme].join('-')
        if (process.env.SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${file}.png`) })
      }
      await page.setViewportSize({ width: WIDE, height: 900 })
    }
    await context.close()
  })
}
