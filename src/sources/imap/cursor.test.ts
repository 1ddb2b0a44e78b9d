import { describe, expect, it } from 'vitest'
import { goOnFrom } from './cursor.ts'
import { uidSet } from './uid-set.ts'

const now = { folder: 'INBOX', uidValidity: '7', moves: true }
const kept = { ...now, next: 42, left: [3] }
const beginning = { next: 1, left: [] }

describe('an import goes on', () => {
  it('where the last one ended, as long as it is the same folder with the same numbers', () => {
    expect(goOnFrom(kept, now)).toEqual(kept)
    expect(goOnFrom(JSON.parse(JSON.stringify(kept)), now)).toEqual(kept)
  })

  it('from the beginning without a cursor, with one of another kind, of another folder or of other numbers', () => {
    for (const other of [
      null,
      'delta-link',
      { next: 42 },
      { ...kept, uidValidity: '8' },
      { ...kept, folder: 'Done' },
    ])
      expect(goOnFrom(other, now)).toMatchObject(beginning)
  })

  it('from the beginning when messages are moved that used to stay, but not the other way round', () => {
    expect(goOnFrom({ ...kept, moves: false }, now)).toMatchObject(beginning)
    expect(goOnFrom(kept, { ...now, moves: false })).toEqual({ ...kept, moves: false })
  })
})

describe('a set of numbers', () => {
  it('names runs by their ends', () => {
    expect(uidSet([1, 2, 3, 7, 9, 10])).toBe('1:3,7,9:10')
    expect(uidSet([5])).toBe('5')
    expect(uidSet([])).toBe('')
  })
})
