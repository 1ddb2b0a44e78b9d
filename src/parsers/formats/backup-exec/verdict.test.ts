import { expect, it } from 'vitest'
import { readVerdict } from './verdict.ts'

it('a success with conditions is a warning, whether its text is wrapped or not', () => {
  const sentence = 'The job completed successfully. However, the following conditions were encountered:'
  const wrapped = ['The job completed successfully.', 'However, the following conditions were encountered:']
  for (const body of [[sentence], wrapped]) {
    expect(readVerdict('Job Success', null, body).status).toBe('warning')
  }
})

it.each([
  ['Successful', 'success'],
  ['Completed with exceptions', 'warning'],
  ['Resumed', 'warning'],
  ['Canceled timed out', 'failed'],
  ['Failed over', 'failed'],
  ['Recovered', 'failed'],
  ['Missed', 'failed'],
])('the completion status "%s" is a %s', (completion, status) => {
  expect(readVerdict('', completion, []).status).toBe(status)
})

it('a category that nobody knows is a warning with its name', () => {
  expect(readVerdict('Job Zorblax', null, [])).toEqual({ status: 'warning', statusText: 'Job Zorblax' })
})
