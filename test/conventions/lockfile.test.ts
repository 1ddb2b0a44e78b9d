import { expect, it } from 'vitest'
import { missingEntries, readLockfile } from '../../scripts/complete-lockfile.ts'

it('the lockfile names every optional package, so that "npm ci" takes it on every platform', () => {
  expect([...missingEntries(readLockfile()).keys()]).toEqual([])
})
