import { type Status, worstStatus } from '../../../domain/status.ts'

/** What the colours of a tenant's row (its own and those of its cells) say; a row without any is well. */
export function statusOfRowColours(colours: readonly (string | null)[]): {
  status: Status
  statusText: string
} {
  const told = colours
    .filter((colour) => colour !== null)
    .filter((colour) => !isNeutral(colour))
    .map((colour) => ({ colour, status: STATUS_OF_COLOUR.get(colour) ?? null }))
  if (told.length === 0) return { status: 'success', statusText: 'white row' }
  const status = worstStatus(told.map((each) => each.status ?? 'warning'))
  const deciding = told.find((each) => (each.status ?? 'warning') === status)
  const kind = deciding?.status === null ? 'unknown row colour' : 'row colour'
  return { status, statusText: `${kind} ${deciding?.colour.slice(0, 40)}` }
}

const STATUS_OF_COLOUR = new Map<string, Status>([
  ['#fb9895', 'failed'],
  ['#ff9999', 'failed'],
  ['#f4cccc', 'failed'],
  ['#ffb3b3', 'failed'],
  ['#ffd96c', 'warning'],
  ['#fff2cc', 'warning'],
  ['#ffe599', 'warning'],
  ['#f9cb9c', 'warning'],
])

/** White and the light greys of striped tables; the report's own grey is a little blue. */
function isNeutral(colour: string): boolean {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(colour)
  if (!parts) return NEUTRAL_WORDS.has(colour)
  const channels = parts.slice(1).map((part) => Number.parseInt(part, 16))
  return Math.max(...channels) - Math.min(...channels) <= MAX_TINT && Math.min(...channels) >= DARKEST
}

const MAX_TINT = 8
const DARKEST = 0x80
const NEUTRAL_WORDS = new Set([
  ...['white', 'transparent', 'none', 'inherit', 'initial', 'unset', 'window'],
  ...['whitesmoke', 'gainsboro', 'silver', 'lightgray', 'lightgrey', 'gray', 'grey', 'darkgray', 'darkgrey'],
])
