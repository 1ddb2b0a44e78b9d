import { worstStatus } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { labelledLines, labelValue } from '../../support/labelled-lines.ts'
import { statusOfWord } from './outcome.ts'

/** The short mails of two common scripts for Windows Server Backup: which host, and whether it went well. */
export const windowsServerBackupNotice: Parser = {
  id: 'windows-server-backup-notice',
  version: 1,
  software: 'Windows Server Backup',
  types: ['Backup'],
  description:
    'Short mails of two scripts for Windows Server Backup: "Backup successful on <host>" and "Windows Server Backup: <host>". Built from the scripts; the failure subject of the first is inferred.',
  origin: 'vendor template',
  criteria: {
    subjectMatches: ['Backup Successful - <host>', 'Windows Server Backup: <host>'],
    bodyContains: ['Backup successful on', 'Backup failed on', '#TYPE:BACKUP:'],
  },
  examples: ['Backup Successful - SRV-01', 'Windows Server Backup: srv01.example'],
  informational: false,
  cadence: 'report',
  match: (mail) => readNotice(mail) !== null,
  parse,
}

type Notice = {
  host: string
  /** Every word about the outcome, the most telling first. */
  said: string[]
  date: string | null
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const notice = readNotice(mail)
  if (!notice) return null
  const status = worstStatus(notice.said.map(statusOfWord))
  return [
    {
      ...BLANK_RESULT,
      software: 'Windows Server Backup',
      type: 'Backup',
      jobName: notice.host,
      host: notice.host,
      status,
      statusText: notice.said[0] ?? 'no outcome in the mail',
      startedAt: notice.date && parseLocalDateTime(notice.date, mail.receivedAt),
      remark: status === 'success' ? null : mail.lines.slice(0, 40).join('\n').trim().slice(0, 2000) || null,
    },
  ]
}

function readNotice(mail: ReadMail): Notice | null {
  return readSentence(mail) ?? readStatusLines(mail)
}

const SUBJECT = /\bbackup (?<word>\p{L}{1,30}) - (?<host>[\w.-]{1,255})(?=$| [[(])/iu
const SENTENCE = /^backup (?<word>\p{L}{1,30}) on (?<host>[\w.-]{1,255})(?=$| date:)/iu

/** `Backup successful on SRV-01` at the start of a line, with a second sign that it is this script's. */
function readSentence(mail: ReadMail): Notice | null {
  const sentence = mail.lines
    .slice(0, 20)
    .map((line) => SENTENCE.exec(line.slice(0, 400))?.groups)
    .find((groups) => groups !== undefined)
  if (!sentence?.host || !sentence.word) return null
  const host = sentence.host.replace(/\.$/, '')
  const subject = SUBJECT.exec(mail.subject.slice(0, 500))?.groups
  const opening = mail.text.slice(0, 2000)
  const isSame = subject?.host?.toLowerCase() === host.toLowerCase()
  if (!isSame && !/\bversions: ?\d/i.test(opening)) return null
  const said = [sentence.word, isSame ? subject?.word : undefined].filter((word) => word !== undefined)
  return { host, said, date: /\bdate: ?([^\n]{1,40})/i.exec(opening)?.[1] ?? null }
}

/** `Host:` and `Status:` lines with the tags `#ID:<host>:<id>` and `#TYPE:BACKUP:<status>` below. */
function readStatusLines(mail: ReadMail): Notice | null {
  const inSubject = /\bwindows server backup: ?([\w.-]{1,255})(?=$| [[(])/i.exec(
    mail.subject.slice(0, 500),
  )?.[1]
  const tag = mail.lines
    .map((line) => /^#type:backup:(\w{1,30})/i.exec(line)?.[1])
    .find((word) => word !== undefined)
  if (!inSubject && !tag) return null
  const labels = labelledLines(mail.lines.slice(0, 40))
  const host = labelValue(labels, 'Host') ?? inSubject
  if (!host || !/^[\w.-]{1,255}$/.test(host)) return null
  const said = [labelValue(labels, 'Status'), tag, sentenceWord(mail)].filter(
    (word) => word !== null && word !== undefined,
  )
  return { host, said: said.map((word) => word.slice(0, 200)), date: null }
}

/** The outcome in the opening sentence, `Windows Server Backup completed successfully!` */
function sentenceWord(mail: ReadMail): string | null {
  const line = mail.lines.slice(0, 10).find((each) => /^(?:windows server|the) backup /i.test(each)) ?? ''
  const failed = /\b(?:failed|error|aborted)\b/i.exec(line.slice(0, 300))?.[0]
  return failed ?? /\bsuccess(?:fully|ful)?\b/i.exec(line.slice(0, 300))?.[0].replace(/fully$/i, '') ?? null
}
