import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { lockDataDir } from '../../src/platform/data-dir-lock.ts'
import { killApplications, startApplication } from './support/applications.ts'
import { makeFolder, removeFolders } from './support/folders.ts'

afterEach(async () => {
  killApplications()
  await removeFolders()
})

test('a second application on the same data folder is refused and told which process has it', async () => {
  const dataDir = await makeFolder()
  const application = startApplication('lock', dataDir)
  const { pid } = await application.held
  await expect(lockDataDir(dataDir)).rejects.toThrow(`(process ${pid}) already uses ${dataDir}`)
  expect(await application.end()).toBe(0)
})

test('the same process does not get the lock twice either, and asking keeps the first one', async () => {
  const dataDir = path.join(await makeFolder(), 'not-there-yet')
  const lock = await lockDataDir(dataDir)
  await expect(lockDataDir(dataDir)).rejects.toThrow(`process ${process.pid}`)
  await expect(startApplication('lock', dataDir).held).rejects.toThrow('already uses')
  await lock.release()
  await (await lockDataDir(dataDir)).release()
})

test('the lock of a killed application is free at once', async () => {
  const dataDir = await makeFolder()
  const application = startApplication('lock', dataDir)
  await application.held
  await application.kill()
  const lock = await lockDataDir(dataDir)
  await expect(startApplication('lock', dataDir).held).rejects.toThrow(`process ${process.pid}`)
  await lock.release()
})

test('of applications that start at the same instant exactly one gets the lock', async () => {
  const dataDir = await makeFolder()
  const applications = Array.from({ length: 4 }, () => startApplication('lock', dataDir))
  const results = await Promise.allSettled(applications.map((application) => application.held))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await Promise.all(applications.map((application) => application.end()))
})
