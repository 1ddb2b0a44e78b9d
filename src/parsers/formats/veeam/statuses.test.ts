import { describe, expect, it } from 'vitest'
import { overallStatus } from './statuses.ts'

const NOTHING = { word: '', background: null, subjectWord: null, words: [] }
const success = { word: 'Success', status: 'success' } as const
const failed = { word: 'Error', status: 'failed' } as const

describe('the status of a report', () => {
  it('is what the word in its title bar says', () => {
    expect(overallStatus({ ...NOTHING, word: 'Success', words: [success] }).status).toBe('success')
    expect(overallStatus({ ...NOTHING, word: 'Error', words: [success] }).status).toBe('failed')
    expect(overallStatus({ ...NOTHING, word: 'Canceled' }).status).toBe('failed')
  })

  it('is a warning for a word that nobody knows, and for a success that its own rows or the subject contradict', () => {
    expect(overallStatus({ ...NOTHING, word: 'Gelukt' })).toEqual({ status: 'warning', statusText: 'Gelukt' })
    expect(overallStatus({ ...NOTHING, word: 'Success', words: [failed] })).toEqual({
      status: 'warning',
      statusText: 'Success, but Error',
    })
    expect(overallStatus({ ...NOTHING, word: 'Success', subjectWord: 'Failed' })).toEqual({
      status: 'warning',
      statusText: 'Success, but [Failed]',
    })
    expect(overallStatus({ ...NOTHING, word: 'Error', subjectWord: 'Success' }).status).toBe('failed')
  })

  it('without a word is the worst of colour, rows, counters and subject', () => {
    expect(overallStatus({ ...NOTHING, words: [success] })).toEqual({
      status: 'success',
      statusText: 'Success',
    })
    expect(overallStatus({ ...NOTHING, words: [success], subjectWord: 'Failed' })).toEqual({
      status: 'failed',
      statusText: 'Failed',
    })
    expect(overallStatus({ ...NOTHING, words: [success], background: '#fb9895' }).status).toBe('failed')
    expect(overallStatus({ ...NOTHING, words: [success], background: '#123456' }).status).toBe('warning')
    expect(overallStatus({ ...NOTHING, words: [failed], background: '#00b050' }).status).toBe('failed')
  })

  it('is never a success by colour alone, nor by nothing at all', () => {
    expect(overallStatus({ ...NOTHING, background: '#00b050' }).status).toBe('warning')
    expect(overallStatus({ ...NOTHING, background: '#fb9895' })).toEqual({
      status: 'failed',
      statusText: 'Error',
    })
    expect(overallStatus(NOTHING).status).toBe('warning')
  })
})
