import { expect, test } from 'vitest'
import { locatePrograms } from './programs.ts'

test('the programs are found for this machine', () => {
  expect(locatePrograms().postgres).toMatch(/native\/bin\/postgres$/)
})

test('a platform without programs is told about DATABASE_URL', () => {
  expect(() => locatePrograms('plan9-mips')).toThrow(/plan9-mips.*DATABASE_URL/)
})
