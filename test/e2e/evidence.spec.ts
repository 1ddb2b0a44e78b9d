import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { vzdumpMail } from '../../src/demo/report-mails.ts'
import { hoursAgo, sendReport, setUp, test } from './fresh-application.ts'

test.use({ installation: 'evidence' })

test('an admin takes out what was reviewed of a customer, and sees that it is linked', async ({
  page,
  application,
}) => {
  await setUp(page, application.setupToken ?? '')
  await page.goto('/settings/evidence')
  await expect(page.getByRole('button', { name: 'Download' })).toBeDisabled()
  const post = async (address: string, data: object) => {
    const answer = await page.request.post(`/api${address}`, {
      headers: { 'x-requested-with': 'backupchecks' },
      data,
    })
    expect(answer.ok()).toBe(true)
    return answer.json()
  }
  const get = async (address: string) => (await page.request.get(`/api${address}`)).json()
  const { id: customerId } = await post('/customers', { name: 'Harbour Logistics' })
  await sendReport(page, 'night.eml', vzdumpMail({ date: hoursAgo(3) }))
  const [message] = (await get('/inbox')).rows
  const { results } = await get(`/inbox/${message.id}`)
  const action = { kind: 'new job', customerId, jobName: results[0].jobName }
  await post(`/inbox/${message.id}/approve`, { decisions: [{ key: results[0].key, action }] })
  const [row] = (await get('/run-checks')).rows
  await post('/run-checks/review', { runIds: row.runIds })

  await page.reload()
  await page.getByRole('textbox', { name: 'Customer' }).fill('harbour')
  await page.getByRole('option', { name: 'Harbour Logistics' }).click()
  const today = new Date().toISOString().slice(0, 10)
  await page.getByLabel('First day').fill('2026-01-01')
  await page.getByLabel('Last day').fill('2025-12-31')
  await expect(page.getByText('Lies before the first day')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Download' })).toBeDisabled()
  await page.getByLabel('First day').fill('2025-12-31')
  await page.getByLabel('Last day').fill(`${Number(today.slice(0, 4)) + 1}-01-01`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^review-evidence-\d+-2025-12-31-\d{4}-01-01\.csv$/)
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(',anna,')
  expect(lines[1]).toContain(',reviewed,')

  // The background task takes up to a minute, and the page asks each half minute.
  await expect(page.getByText('1 row linked')).toBeVisible({ timeout: 120_000 })
})
