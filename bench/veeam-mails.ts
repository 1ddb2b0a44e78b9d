import { type Machine, veeamBackupMail } from '../src/demo/report-mails.ts'
import type { SeededRandom } from './seeded-random.ts'

const CELL = 'border: none; padding: 0px;font-family: Tahoma;font-size: 12px;'
const BOXED = 'vertical-align: top;border: 1px solid #a7a9ac;font-family: Tahoma;font-size: 12px;'
const TITLE =
  'font-size: 16px;vertical-align: middle;padding: 5px 0 0 15px;color: #626365; font-family: Tahoma;'
const BANNER = 'height: 70px;vertical-align: bottom;padding: 0 0 17px 15px;font-family: Tahoma;'

/** The inline styles that the product repeats and the short layout of the demo leaves out. */
const STYLES: readonly [short: string, full: string][] = [
  ['border="0">', 'border="0" style="border-collapse: collapse;">'],
  ['<tr><td>', `<tr><td style="${CELL}">`],
  ['<td colspan="2">', `<td colspan="2" style="${CELL}">`],
  ['font-weight: bold;font-size: 16px;">', `font-weight: bold;font-size: 16px;${BANNER}">`],
  [
    'class="sessionDetails">',
    `class="sessionDetails" style="border-style: solid; border-color:#a7a9ac; border-width: 1px 1px 0 1px;height: 35px;background-color: #f3f4f4;${TITLE}">`,
  ],
  ['<td rowspan="3">', `<td rowspan="3" style="${BOXED}">`],
  ['<span class="small_label">', '<span class="small_label" style="font-size: 10px;">'],
  [
    '<td colspan="9" nowrap="">',
    `<td colspan="9" nowrap="" style="height: 35px;background-color: #f3f4f4;${TITLE}border: 1px solid #a7a9ac;">`,
  ],
  [
    '<td nowrap=""><b>',
    `<td nowrap="" style="background-color: #e3e3e3;padding: 2px 3px 2px 3px;border-top: none;${BOXED}"><b>`,
  ],
]

/** A Veeam report as it travels: every cell styled, a placeholder as text part, the HTML in quoted-printable (about 10 kB for one machine, 90 kB for sixty). */
export function fullVeeamMail(
  facts: { job: string; from: string; date: string; machines: number },
  random: SeededRandom,
): Buffer {
  const machines = Array.from({ length: facts.machines }, (_, index) => machine(index, random))
  const plain = veeamBackupMail({ ...facts, machines }).toString('utf8')
  const bodyAt = plain.indexOf('\r\n\r\n')
  const headers = plain.slice(0, bodyAt).replace(/^(MIME|Content)-.*\r?\n?/gm, '')
  const html = STYLES.reduce((text, [short, full]) => text.replaceAll(short, full), plain.slice(bodyAt + 4))
  const boundary = '===============4744280175400205208=='
  return Buffer.from(
    [
      headers.trimEnd(),
      'MIME-Version: 1.0',
      `Content-Type: multipart/alternative;\r\n boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain; charset="utf-8"',
      'Content-Transfer-Encoding: 7bit',
      '',
      'This message is in HTML.',
      '',
      `--${boundary}`,
      'Content-Type: text/html; charset="utf-8"',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      quotedPrintable(html.replaceAll('\r\n', '')),
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  )
}

function machine(index: number, random: SeededRandom): Machine {
  const name = `server-${String(index + 1).padStart(2, '0')}`
  if (random.chance(0.95)) return { name, status: 'Success' }
  if (random.chance(0.5))
    return { name, status: 'Warning', message: 'VMware Tools are out of date on this machine' }
  return {
    name,
    status: 'Error',
    message: 'Failed to create snapshot: the datastore has no free space left',
  }
}

/** Lines of at most 76 signs, broken softly; `=` and everything beyond ASCII as hex. */
function quotedPrintable(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const byte of Buffer.from(text)) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x3d
    const sign = plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    if (line.length + sign.length > 75) {
      lines.push(`${line}=`)
      line = ''
    }
    line += sign
  }
  return [...lines, line].join('\r\n')
}
