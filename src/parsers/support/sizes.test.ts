import { expect, it } from 'vitest'
import { parseBytes } from './sizes.ts'

it.each([
  ['37.1 GB', 39_835_821_670],
  ['16,5 GB', 17_716_740_096],
  ['0,0 B', 0],
  ['0 B', 0],
  ['128.001 GiB', 137_440_027_214],
  ['18.42GB', 19_778_324_398],
  ['1.234,5 MB', 1_294_467_072],
  ['1,234,567 KB', 1_264_196_608],
  ['522.6 MB', 547_985_818],
])('%s is %d bytes', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes)
})

it.each(['', 'n/a', '12', 'GB', '2.5x', '99999999 PB'])('"%s" is no size', (text) => {
  expect(parseBytes(text)).toBeNull()
})
