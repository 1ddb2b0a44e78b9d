import { expect, it } from 'vitest'
import { growsTooFast } from './growth.ts'

it('tells steps in proportion to the size from those in proportion to its square', () => {
  expect(growsTooFast(400_000, (size) => () => /^(?:a)*$/.test('a'.repeat(size)))).toBeNull()
  expect(growsTooFast(12_000, (size) => () => /\s+$/.test(`${' '.repeat(size)}x`))).toMatch(/µs became/)
})
