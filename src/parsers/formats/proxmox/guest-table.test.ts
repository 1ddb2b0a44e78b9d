import { describe, expect, it } from 'vitest'
import { readMail } from '../../read-mail.ts'
import { readGuestTable } from './guest-table.ts'

const HEADER = 'VMID    Name    Status    Time    Size    Filename'

function guestsIn(text: string, html = '') {
  const mail = readMail({ fromAddress: '', fromName: '', subject: '', receivedAt: null, text, html })
  return readGuestTable(mail).map(({ id, name, status, time, size, message }) =>
    [id, name, status, time, size, message].join('|'),
  )
}

describe('the guest table of a vzdump report', () => {
  it('reads durations and sizes of one word and of several', () => {
    const rows = [
      '100  web  ok  1h 2m 3s  1.5 TiB  vm/100/x',
      '101  db   ok  41s  812MB  a.zst',
      '102  x  err  0s  0 B  null',
    ]
    expect(guestsIn([HEADER, ...rows].join('\n'))).toEqual([
      '100|web|success|1h 2m 3s|1.5 TiB|',
      '101|db|success|41s|812MB|',
      '102|x|failed|0s|0 B|',
    ])
  })

  it('keeps a name of two words, a missing name, and a name that looks like a duration', () => {
    const rows = ['100  VM 100  ok  3s  1 GiB  a', '101    err  3s  0 B  null', '102  5m  ok  3s  1 GiB  a']
    expect(guestsIn([HEADER, ...rows].join('\n')).map((row) => row.split('|').slice(0, 3))).toEqual([
      ['100', 'VM 100', 'success'],
      ['101', '', 'failed'],
      ['102', '5m', 'success'],
    ])
  })

  it('never takes an unknown status word for a success', () => {
    expect(guestsIn(`${HEADER}\n100  web  fine  3s  1 GiB  a\n101  db  constructor  3s  1 GiB  a`)).toEqual([
      '100|web|warning|3s|1 GiB|',
      '101|db|warning|3s|1 GiB|',
    ])
  })

  it('believes the worse of text and HTML', () => {
    const html =
      '<table><tr><th>VMID<th>Name<th>Status<th>Time</tr><tr><td>100<td>web<td>ok<td>3s</tr></table>'
    expect(guestsIn(`${HEADER}\n100  web  err  3s  0 B  null`, html)).toEqual(['100|web|failed|3s||'])
  })

  it('finds the reason that the old HTML prints in place of size and file, behind a tag that is never closed', () => {
    const html =
      '<table><tr><td>VMID<td>NAME<td>STATUS<td>TIME<td>SIZE<td>FILENAME</tr>' +
      '<tr><td>100<td>web<td><font color=red>FAILED<td>00:00:05<td colspan=2>no such volume</tr>' +
      '<tr><td align=left colspan=3>TOTAL<td>00:00:05<td>0KB<td></tr></table>'
    expect(guestsIn('', html)).toEqual(['100|web|failed|00:00:05||no such volume'])
  })
})
