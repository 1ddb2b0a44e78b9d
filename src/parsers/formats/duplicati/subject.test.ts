import { describe, expect, it } from 'vitest'
import { readSubject } from './subject.ts'

describe('the subject of a Duplicati report', () => {
  it('names operation and backup', () => {
    expect(readSubject('Duplicati Backup report for Mail store')).toEqual({
      operation: 'Backup',
      backupName: 'Mail store',
      result: null,
    })
  })

  it('may carry the outcome before or after, which is no part of the name', () => {
    expect(readSubject('[North] Duplicati Error, Backup report for Mail store')).toMatchObject({
      backupName: 'Mail store',
      result: 'Error',
    })
    expect(readSubject('Duplicati Backup report for Mail store (Fatal)')).toMatchObject({
      backupName: 'Mail store',
      result: 'Fatal',
    })
  })

  it('is not any subject with the product in it', () => {
    expect(readSubject('Duplicati is out of date')).toBeNull()
    expect(readSubject('Duplicati Backup report for ')).toBeNull()
  })
})
