const POWERS: Record<string, number> = { '': 0, K: 1, M: 2, G: 3, T: 4, P: 5 }

/** A printed size in bytes, units of 1024 as these products mean them: `37.1 GB`, `16,5 GB`, `18.42GB`, `1.234,5 MB`, `0 B`; null when it is none. */
export function parseBytes(text: string): number | null {
  const found =
    /(?<![\d.,])(\d[\d.,\s]{0,20}?)\s{0,2}([KMGTP]?)(?:i?B|bytes?|o(?:ctets)?)(?![\p{L}\d])/iu.exec(
      text.slice(0, 80),
    )
  if (!found) return null
  const amount = decimalOf(found[1] ?? '')
  const power = POWERS[(found[2] ?? '').toUpperCase()]
  if (amount === null || power === undefined) return null
  const bytes = Math.round(amount * 1024 ** power)
  return bytes <= MAX_BYTES ? bytes : null
}

/** An exbibyte: what is larger is misread, and would not fit into the database. */
const MAX_BYTES = 2 ** 60

/** A number with either sign as its decimal mark: the last of `.` and `,` is the mark, unless it groups thousands. */
function decimalOf(text: string): number | null {
  const digits = text.replace(/\s/g, '')
  const mark = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (mark === -1) return finite(digits)
  const whole = digits.slice(0, mark)
  const fraction = digits.slice(mark + 1)
  const grouped = fraction.length === 3 && new RegExp(`\\${digits[mark]}`).test(whole)
  const plain = whole.replace(/[.,]/g, '')
  return finite(grouped ? `${plain}${fraction}` : `${plain}.${fraction}`)
}

function finite(text: string): number | null {
  const value = Number(text)
  return text !== '' && Number.isFinite(value) ? value : null
}
