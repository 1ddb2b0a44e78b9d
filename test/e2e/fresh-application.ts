import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { type Application, startApplication } from '../support/application.ts'

export const ADMIN = { username: 'anna', password: 'een goed lang geheim' }

/**
 * Each spec file runs against its own real application on an empty database, closed afterwards. It names its installation:
 * files that name none, or the same, would share one worker and with it the application. `environment` is added to its own.
 */
export const test = base.extend<
  { signIn: () => Promise<void> },
  { installation: string; environment: Record<string, string>; application: Application }
>({
  installation: ['', { scope: 'worker', option: true }],
  environment: [{}, { scope: 'worker', option: true }],
  application: [
    async ({ installation, environment }, use) => {
      if (!installation) throw new Error('This file names no installation: test.use({ installation })')
      const dataDir = await mkdtemp(path.join(tmpdir(), 'backupchecks-browser-'))
      const application = await startApplication(dataDir, { env: environment })
      await use(application)
      await application.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  baseURL: ({ application }, use) => use(application.url),
  signIn: async ({ page }, use) => {
    await use(async () => {
      await page.goto('/')
      await page.getByLabel('User name').fill(ADMIN.username)
      await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('navigation', { name: 'Main' }).waitFor()
    })
  },
})

/** Sends a report by HTTP in the name of the page's session, past the screen: as a colleague or a mailbox would. */
export async function sendReport(page: Page, name: string, raw: Buffer): Promise<void> {
  const answer = await page.request.post('/api/inbox/upload', {
    headers: { 'x-requested-with': 'backupchecks' },
    multipart: { file: { name, mimeType: 'message/rfc822', buffer: raw } },
  })
  if (!answer.ok()) throw new Error(`The upload was refused: ${answer.status()} ${await answer.text()}`)
}

/** Some hours ago, as an ISO instant. */
export function hoursAgo(hours: number): string {
  return Temporal.Now.instant()
    .subtract({ minutes: Math.round(hours * 60) })
    .toString({ smallestUnit: 'second' })
}

/** Makes the first admin on the page that an empty application begins with. */
export async function setUp(page: Page, token: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Setup token').fill(token)
  await page.getByLabel('User name').fill(ADMIN.username)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: /create/i }).click()
  await expect(page.getByRole('heading', { name: 'Run Checks' })).toBeVisible()
}

/** Keeps pictures where some are asked for, in both colours and three widths: `LOOK` names the folder. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.LOOK
  if (!folder) return
  const usual = page.viewportSize() ?? { width: 1440, height: 900 }
  const keep = (how: string) =>
    page.screenshot({ path: path.join(folder, `${name}${how}.png`), fullPage: true })
  await keep('')
  await page.emulateMedia({ colorScheme: 'dark' })
  await keep('-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  for (const width of [1024, 390]) {
    await page.setViewportSize({ width, height: 844 })
    // The sidebar slides away.
    await page.waitForTimeout(400)
    await keep(`-${width}`)
  }
  await page.setViewportSize(usual)
}
