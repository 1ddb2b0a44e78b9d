import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { typeOf } from './subject.ts'

/** The alert of an UrBackup server about a client that has no recent backup, and its all-clear. */
export const urbackupAlert: Parser = {
  id: 'urbackup-alert',
  version: 1,
  software: 'UrBackup',
  types: ['File Backup', 'Image Backup'],
  description:
    'Alerts of an UrBackup server that a client has no recent file or image backup, as a warning of that backup; the all-clear is shown for awareness only. Built from the alert script of the product.',
  origin: 'vendor template',
  criteria: {
    subjectMatches: [
      '[UrBackup] <client>: No recent file|image backup',
      '[UrBackup] <client>: File|Image backup status is OK',
    ],
    bodyContains: ['No recent file backup for client', 'No recent image backup for client'],
  },
  examples: [
    '[UrBackup] PC-01: No recent file backup',
    '[UrBackup][Important] SRV-01: No recent image backup',
    '[UrBackup] PC-01: File backup status is OK',
  ],
  informational: false,
  cadence: 'event',
  match: (mail) =>
    SUBJECT.test(mail.subject.slice(0, 1000)) || mail.lines.some((line) => SENTENCE.test(line)),
  parse,
}

const SUBJECT =
  /\[urbackup\] ?(?:\[ ?important ?\] ?)?(?<client>.{1,255}?): (?<text>no recent (?<late>file|image) backup|(?<clear>file|image) backup status .{1,60})/i
const SENTENCE =
  /^(?<text>no recent (?<late>file|image) backup|(?<clear>file|image) backup status) for client "(?<client>[^"]{1,255})"(?<rest>.{0,300})/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const subject = SUBJECT.exec(mail.subject.slice(0, 1000))?.groups
  const sentence = mail.lines.find((line) => SENTENCE.test(line))
  const opening = sentence === undefined ? undefined : SENTENCE.exec(sentence)?.groups
  const client = opening?.client ?? subject?.client
  const late = opening?.late ?? subject?.late
  const clear = opening?.clear ?? subject?.clear
  const kind = late ?? clear
  if (!client || !kind) return null

  const isClear =
    !late && (/ is ok\b/i.test(subject?.text ?? '') || / is back to ok\b/i.test(opening?.rest ?? ''))
  return [
    {
      ...BLANK_RESULT,
      software: 'UrBackup',
      type: typeOf(kind),
      jobName: client.trim(),
      status: isClear ? 'success' : 'warning',
      statusText: subject?.text ?? opening?.text ?? '',
      remark: sentence?.slice(0, 1000) ?? null,
      // An all-clear says that a backup was made some time, and that one has its own report.
      informational: isClear,
    },
  ]
}
