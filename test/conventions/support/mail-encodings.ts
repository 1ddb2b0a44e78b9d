/** Text in a charset, or null when the charset cannot hold it. */
type Encode = (text: string) => Buffer | null

/** The charsets of the products, under the names that mails give them. */
export const CHARSETS: Record<string, Encode> = {
  'utf-8': (text) => Buffer.from(text),
  'iso-8859-1': (text) => (/^[\0-\x7f\xa0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : null),
  'windows-1252': inWindows1252,
  'utf-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
}

/** The characters of the bytes 0x80 to 0x9f; the five that are none in between stand as spaces. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

function inWindows1252(text: string): Buffer | null {
  const bytes = [...text].map((sign) => {
    const code = sign.codePointAt(0) ?? 0
    if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code
    const place = WINDOWS_1252.indexOf(sign)
    return place < 0 ? null : 0x80 + place
  })
  return bytes.includes(null) ? null : Buffer.from(bytes.map(Number))
}

/** Lines of at most 76 signs, broken softly; line ends stay line ends where the bytes are text. */
export function quotedPrintable(bytes: Buffer): string {
  const lines: string[] = []
  let line = ''
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0x0a && bytes[index - 1] === 0x0d) {
      lines.push(line.replace(/=0D$/, ''))
      line = ''
      continue
    }
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x3d
    const sign = plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    if (line.length + sign.length > 73) {
      lines.push(`${line}=`)
      line = ''
    }
    line += sign
  }
  return [...lines, line].join('\r\n')
}

/** RFC 2047 words of at most 75 signs, folded, each of whole characters. */
export function encodedWords(text: string, encoding: 'B' | 'Q'): string {
  const words: string[] = []
  let word = ''
  for (const sign of text) {
    if (encodedLength(word + sign, encoding) > 60) {
      words.push(word)
      word = ''
    }
    word += sign
  }
  return [...words, word].map((each) => `=?utf-8?${encoding}?${encoded(each, encoding)}?=`).join('\r\n ')
}

function encodedLength(text: string, encoding: 'B' | 'Q'): number {
  return encoded(text, encoding).length
}

function encoded(text: string, encoding: 'B' | 'Q'): string {
  if (encoding === 'B') return Buffer.from(text).toString('base64')
  return [...Buffer.from(text)]
    .map((byte) => {
      const sign = String.fromCharCode(byte)
      if (sign === ' ') return '_'
      return /[A-Za-z0-9!*+/-]/.test(sign) ? sign : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}
