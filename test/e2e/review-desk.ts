import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { readConfig } from '../../src/app/config.ts'
import { openWorld } from '../../src/app/open-world.ts'
import type { World } from '../../src/app/world.ts'
import { addUser } from '../../src/features/people/index.ts'
import { createLogger } from '../../src/platform/log.ts'
import { startApplication } from '../support/application.ts'
import { ADMIN, test as base } from './fresh-application.ts'

export const BERT = { username: 'bert', password: 'nog een goed lang geheim' }

/** An application with two technicians, and its database within reach to fill it. */
export const test = base.extend<object, { dataDir: string; world: World }>({
  dataDir: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from this pattern
    async ({}, use) => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-review-'))
      await use(dataDir)
      await rm(dataDir, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  application: [
    async ({ dataDir }, use) => {
      const application = await startApplication(dataDir)
      await use(application)
      await application.stop()
    },
    { scope: 'worker' },
  ],
  world: [
    async ({ dataDir, application }, use) => {
      if (!application.url) throw new Error('The application must run first')
      const opened = await openWorld(readConfig({}, { dataDir }), {
        own: false,
        log: createLogger('silent'),
      })
      await addUser(opened.world, { ...ADMIN, displayName: 'Anna', roles: ['admin'] })
      await addUser(opened.world, { ...BERT, displayName: 'Bert', roles: ['operator'] })
      await use(opened.world)
      await opened.close()
    },
    { scope: 'worker' },
  ],
})

/** A browser of their own for a technician, signed in, on Run Checks. */
export async function technician(
  browser: Browser,
  baseURL: string,
  who: { username: string; password: string },
): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto('/run-checks')
  await page.getByLabel('User name').fill(who.username)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Run Checks' }).waitFor()
  return page
}
