import { describe, expect, it } from 'vitest'
import { statusOfRowColours } from './row-colours.ts'

describe("the colours of a tenant's row", () => {
  it.each([
    [[]],
    [[null, null]],
    [['#ffffff']],
    [['white']],
    [['transparent']],
    [['#eeeeee', null]],
    [['#a7a9ac']],
    [['gray']],
  ])('are well when white, grey or missing: %j', (colours) => {
    expect(statusOfRowColours(colours)).toEqual({ status: 'success', statusText: 'white row' })
  })

  it.each([
    ['#fb9895', 'failed'],
    ['#ff9999', 'failed'],
    ['#f4cccc', 'failed'],
    ['#ffb3b3', 'failed'],
    ['#ffd96c', 'warning'],
    ['#fff2cc', 'warning'],
    ['#ffe599', 'warning'],
    ['#f9cb9c', 'warning'],
  ])('%s is %s', (colour, status) => {
    expect(statusOfRowColours([null, colour])).toEqual({ status, statusText: `row colour ${colour}` })
  })

  it.each(['#00b050', '#cfe2f3', '#fffff0', '#000000', '#333333', 'black', 'red', 'var(--row)'])(
    '%s is unknown, hence a warning',
    (colour) => {
      expect(statusOfRowColours([colour])).toEqual({
        status: 'warning',
        statusText: `unknown row colour ${colour}`,
      })
    },
  )

  it('count by the worst', () => {
    expect(statusOfRowColours(['#fff2cc', '#eeeeee', '#ff9999', '#123456']).status).toBe('failed')
  })
})
