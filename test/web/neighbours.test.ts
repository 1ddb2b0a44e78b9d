import { describe, expect, it } from 'vitest'
import { neighboursIn } from '../../web/lib/neighbours.ts'

describe('the neighbours of an open job', () => {
  it('are those that stood around it when it was opened, wherever it stands by now', () => {
    expect(neighboursIn([1, 2, 3, 4], [1, 3, 4, 2], 2)).toEqual({ previous: 1, next: 3 })
  })

  it('are those beyond what has left meanwhile', () => {
    expect(neighboursIn([1, 2, 3, 4, 5], [1, 5], 3)).toEqual({ previous: 1, next: 5 })
  })

  it('are what came since, once nothing else is left behind it', () => {
    expect(neighboursIn([1, 2], [9, 1, 2], 2)).toEqual({ previous: 1, next: 9 })
  })

  it('begin at the top for a job that never stood in the list', () => {
    expect(neighboursIn([1, 2], [1, 2], 7)).toEqual({ previous: undefined, next: 1 })
  })

  it('are none at both ends', () => {
    expect(neighboursIn([4], [], 4)).toEqual({ previous: undefined, next: undefined })
  })
})
