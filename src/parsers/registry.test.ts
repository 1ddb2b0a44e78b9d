import { expect, it } from 'vitest'
import { PRODUCTS } from '../domain/products.ts'
import { PARSERS } from './registry.ts'

const typesOf = (software: string): string[] =>
  PARSERS.filter((parser) => parser.software === software).flatMap((parser) => parser.types)

it.each(PRODUCTS.map((product) => [product.software, product] as const))(
  '%s: a parser reads every type of the table',
  (software, { types, informational }) => {
    const read = typesOf(software)
    const unread = [...types, ...informational].filter((type) =>
      type.endsWith('…') ? !read.some((each) => each.startsWith(type.slice(0, -1))) : !read.includes(type),
    )
    expect(unread).toEqual([])
  },
)

it('a parser whose layout nobody has received says so to people', () => {
  const silent = PARSERS.filter(
    ({ origin, description }) =>
      origin === 'manual only' && !description.includes('without a received sample'),
  )
  expect(silent.map((parser) => parser.id)).toEqual([])
})
