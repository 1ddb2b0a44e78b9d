import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readMail } from '../../read-mail.ts'
import { backupchecksPlainReport } from './plain-report.parser.ts'

const DOCUMENT = readFileSync(new URL('../../../../docs/plain-report.md', import.meta.url), 'utf8')

describe('the plain report', () => {
  it('is read as its document shows it, the same as text and as JSON', () => {
    const [text] = read(exampleIn('text'))
    const [json] = read(exampleIn('json'))
    expect(text).toMatchObject({
      jobName: 'Nightly dump',
      host: 'db-01.customer.example',
      kind: 'full',
      status: 'success',
      startedAt: '2026-11-10T03:00:02+01:00',
      endedAt: '2026-11-10T03:29:41+01:00',
    })
    expect(text?.objects.map((object) => object.status)).toEqual(['success', 'success', 'warning'])
    expect({ ...json, objects: [] }).toEqual({ ...text, objects: [] })
    expect(json?.objects).toMatchObject([
      { name: 'orders', type: 'database', status: 'success', sizeBytes: 5_476_083_302 },
      { name: 'archive', status: 'warning', message: '2 tables were locked' },
    ])
  })

  it.each([
    ['success', 'success'],
    ['SUCCESS', 'success'],
    ['failed', 'failed'],
    ['error', 'warning'],
    ['successful', 'warning'],
    ['toString', 'warning'],
    ['success\nStatus: failed\nStatus: warning', 'failed'],
  ])('takes the status %j for %s', (status, expected) => {
    expect(read(report(`Status: ${status}`))[0]?.status).toBe(expected)
  })

  it.each([
    ['2026-11-10T03:00:02Z', '2026-11-10T03:00:02Z'],
    ['2026-11-10T03:00:02.1234567+01:00', '2026-11-10T03:00:02+01:00'],
    ['2026-11-10T03:00:02+0100', '2026-11-10T03:00:02+01:00'],
    ['2026-11-10 03:00:02', '2026-11-10T03:00:02'],
    ['Tue Nov 10 03:00:02 CET 2026', '2026-11-10T03:00:02'],
    ['2026-02-30T03:00:02Z', null],
    ['soon', null],
  ])('takes the time %s for %s', (printed, expected) => {
    expect(read(report(`Started: ${printed}`))[0]?.startedAt).toBe(expected)
  })

  it('ends at a line of dashes, and goes on in an indented line', () => {
    const [result] = read(
      report('Message: first', '   second', 'third', '   fourth', '---', 'Status: failed'),
    )
    expect(result).toMatchObject({
      remark: 'first\nsecond',
      status: 'warning',
      statusText: 'no status given',
    })
  })

  it('needs a job, and a title that stands alone', () => {
    expect(read('Backupchecks report\nStatus: success')).toEqual([])
    expect(read('The Backupchecks report\nJob: a\nStatus: success')).toEqual([])
    expect(read('{"job": " ", "status": "success"}')).toEqual([])
    expect(read('{"job": "a", "status": 1}')).toEqual([])
    expect(read('{"job": "a", "status": "success"')).toEqual([])
  })
})

function report(...lines: string[]): string {
  return ['Backupchecks report', 'Job: Nightly', ...lines].join('\n')
}

function read(text: string) {
  const mail = readMail({
    fromAddress: 'backup@servers.example',
    fromName: '',
    subject: 'anything',
    receivedAt: '2026-11-10T05:00:00Z',
    text,
    html: '',
  })
  return (backupchecksPlainReport.match(mail) && backupchecksPlainReport.parse(mail)) || []
}

function exampleIn(language: string): string {
  return DOCUMENT.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? ''
}
