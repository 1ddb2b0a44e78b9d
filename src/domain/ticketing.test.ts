import { describe, expect, it } from 'vitest'
import { ticketCode } from './ticketing.ts'

describe('the code of a ticket', () => {
  it.each([
    ['2026-11-10', 42, 'T20261110.0042'],
    ['2026-01-02', 9999, 'T20260102.9999'],
    ['2026-01-02', 10_000, 'T20260102.10000'],
  ])('of %s with the number %i is %s', (day, number, code) => {
    expect(ticketCode(day, number)).toBe(code)
  })
})
