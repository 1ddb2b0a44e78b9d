import { describe, expect, it } from 'vitest'
import { DENIED, outcomeReader } from './outcome-reader.ts'

const { findOutcome, outcomeIn, verdictOn } = outcomeReader([
  { says: 'failed', phrases: ['failed', 'not completed'] },
  { says: 'warning', phrases: ['with warnings'] },
  DENIED,
  { says: 'success', phrases: ['completed', 'ok'] },
])
const RUN = { name: 'Night', body: [] }

describe('a wording', () => {
  it.each([
    ['Job completed', 'success'],
    ['Job completed, 0 files failed', 'success'],
    ['Job completed, warnings: 0', 'success'],
    ['Taak ok, geen fouten', 'success'],
    ['Job did not end, ok?', 'warning'],
    ['Job postponed', null],
  ])('%s says %j', (wording, status) => {
    expect(outcomeIn(wording, '')).toBe(status)
  })

  it('is read without the name, which may be made of such words', () => {
    expect(outcomeIn('Failed logins: completed', 'Failed logins')).toBe('success')
    expect(outcomeIn('not Night completed', 'Night')).toBe('warning')
  })

  it('shows where the outcome stands in it', () => {
    const wording = '0 errors, completed'
    expect(wording.slice(findOutcome(wording)?.start)).toBe('completed')
  })
})

describe('a run', () => {
  it('is what the worst of its wordings says', () => {
    expect(verdictOn({ ...RUN, wordings: ['completed', 'completed with warnings'] })).toEqual({
      status: 'warning',
      statusText: 'completed with warnings',
    })
  })

  it('is a warning when a wording is unknown, or none is there', () => {
    expect(verdictOn({ ...RUN, wordings: ['completed', 'postponed'] })).toEqual({
      status: 'warning',
      statusText: 'postponed',
    })
    expect(verdictOn({ ...RUN, wordings: [] })).toEqual({
      status: 'warning',
      statusText: 'no result given',
    })
  })

  it('is no success when its body or its count of errors says otherwise', () => {
    const wordings = ['completed']
    expect(verdictOn({ ...RUN, wordings, errors: '0' }).status).toBe('success')
    expect(verdictOn({ ...RUN, wordings, errors: '3' }).status).toBe('warning')
    expect(verdictOn({ ...RUN, wordings, body: ['Copying a.txt failed'] }).status).toBe('warning')
  })
})
