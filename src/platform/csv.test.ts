import { describe, expect, it } from 'vitest'
import { csvLine } from './csv.ts'

describe('a line of CSV', () => {
  it('quotes what would be taken for its own signs', () => {
    expect(csvLine(['a,b', 'say "yes"', 'two\r\nlines', ' padded ', 'plain', null, 7])).toBe(
      '"a,b","say ""yes""","two\r\nlines"," padded ",plain,,7\r\n',
    )
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u0000=1', '＝1', '－1', '＠x'])(
    'lets a spreadsheet calculate nothing: %j',
    (text) => {
      expect(csvLine([text])).toMatch(/^"?'/)
    },
  )

  it('leaves numbers and dates what they are', () => {
    expect(csvLine([-5, '2026-11-10', 'a=b', 'x-y'])).toBe('-5,2026-11-10,a=b,x-y\r\n')
  })
})
