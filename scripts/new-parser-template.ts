export type NewParser = { vendor: string; report: string; software: string; type: string }

/** `windows-server-backup` + `script` → `windowsServerBackupScript`. */
export function exportName({ vendor, report }: NewParser): string {
  return `${vendor}-${report}`.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** A parser that works on the three fixtures below: a start to rewrite, not a pattern to keep. */
export function parserSource(parser: NewParser): string {
  const subject = subjectOf(parser)
  return `import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { labelledLines, labelValue } from '../../support/labelled-lines.ts'

/** TODO: one sentence about the report. */
export const ${exportName(parser)}: Parser = {
  id: '${parser.vendor}-${parser.report}',
  version: 1,
  software: ${quoted(parser.software)},
  types: [${quoted(parser.type)}],
  description: ${quoted(`${subject} mails. Built without a received sample.`)},
  origin: 'manual only',
  criteria: { subjectContains: [${quoted(subject)}], bodyContains: ['Job:', 'Status:'] },
  examples: [${quoted(`${subject}: Nightly`)}],
  informational: false,
  cadence: 'report',
  match: (mail) => mail.subject.toLowerCase().includes(${quoted(subject.toLowerCase())}),
  parse,
}

const STATUS_OF_WORD = new Map<string, Status>([
  ['success', 'success'],
  ['warning', 'warning'],
  ['failed', 'failed'],
])

function parse(mail: ReadMail): ReportedResult[] | null {
  const labels = labelledLines(mail.lines)
  const jobName = labelValue(labels, 'Job')
  const statusText = labelValue(labels, 'Status')
  if (!jobName || !statusText) return null
  return [
    {
      ...BLANK_RESULT,
      software: ${quoted(parser.software)},
      type: ${quoted(parser.type)},
      jobName,
      status: STATUS_OF_WORD.get(statusText.toLowerCase()) ?? 'warning',
      statusText,
    },
  ]
}
`
}

export type NewFixture = { name: string; mail: string; expected: object; note: string }

/** A success, a failure and a mail that must be refused, made for the template above. */
export function fixturesOfNewParser(parser: NewParser): NewFixture[] {
  const { report } = parser
  return [
    reportFixture(parser, `001-${report}-success`, 'Success', 'success'),
    reportFixture(parser, `002-${report}-failed`, 'Failed', 'failed'),
    {
      name: `003-${report}-foreign`,
      mail: mailOf(`${parser.software} newsletter`, 'News about our products.'),
      expected: { parser: null, foreignTo: [`${parser.vendor}-${report}`] },
      note: 'TODO: a mail that looks similar and is none of these reports; say what it is.\n',
    },
  ]
}

function reportFixture(parser: NewParser, name: string, word: string, status: string): NewFixture {
  return {
    name,
    mail: mailOf(`${subjectOf(parser)}: Nightly`, `Job: Nightly\nStatus: ${word}`),
    expected: {
      parser: `${parser.vendor}-${parser.report}`,
      results: [
        {
          software: parser.software,
          type: parser.type,
          jobName: 'Nightly',
          host: null,
          status,
          statusText: word,
        },
      ],
    },
    note: 'TODO: what this mail shows, and where its layout comes from.\n',
  }
}

function mailOf(subject: string, body: string): string {
  return `From: Reports <reports@vendor.example>
To: reports@msp.example
Subject: ${subject}
Date: Tue, 10 Nov 2026 03:30:12 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"

${body}
`
}

function subjectOf({ software, type }: NewParser): string {
  return `${software} ${type}`
}

function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\')
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`
}
