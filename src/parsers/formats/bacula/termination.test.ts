import { expect, it } from 'vitest'
import { isCheck, statusOfTermination } from './termination.ts'

it.each([
  ['Backup OK', 'success'],
  ['Copying OK', 'success'],
  ['Backup OK -- with warnings', 'warning'],
  ['Verify Differences', 'warning'],
  ['Inappropriate term code: 5', 'warning'],
  ['', 'warning'],
  ['*** Backup Error ***', 'failed'],
  ['Backup failed -- incomplete', 'failed'],
  ['Backup Incomplete', 'failed'],
  ['Backup Canceled', 'failed'],
])('the termination "%s" is a %s', (termination, status) => {
  expect(statusOfTermination(termination)).toBe(status)
})

it('restores and verifications are checks', () => {
  expect(['Restore OK', '*** Verify Error ***', 'Backup OK', 'Migration OK'].map(isCheck)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
