import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { labelledLines, labelValue } from '../../support/labelled-lines.ts'
import { readVerdict, saysNothing } from './verdict.ts'

/** The alerts of Backup Exec about a job. */
export const backupExecAlert: Parser = {
  id: 'backup-exec-alert',
  version: 1,
  software: 'Backup Exec',
  types: ['Backup'],
  description:
    'Alerts of Backup Exec (Veritas, Arctera) about a job, by category and completion status; alerts without a job and those that a job has started are no reports. Built without a received sample: subjects were published, bodies are from the manual.',
  origin: 'manual only',
  criteria: {
    subjectMatches: ['Backup Exec Alert: <category> (Server: "<server>") (Job: "<job>")'],
    bodyContains: ['Job completion status:', 'The job completed successfully', 'The job failed'],
  },
  examples: [
    'Backup Exec Alert: Job Success (Server: "SRV-01") (Job: "Nightly-Full")',
    'Backup Exec Alert: Job Completed with Exceptions (Server: "SRV-01") (Job: "Nightly-Full")',
    'Backup Exec Alert: Job Failed (Server: "SRV-01") (Job: "Nightly-Full")',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) =>
    /\bbackup exec\b/i.test(`${mail.subject.slice(0, 2000)} ${mail.fromName}`) || hasJobLog(mail),
  parse,
}

/** The job's name may hold quotes and parentheses itself: it ends at the last `")`. */
const ALERT =
  /\bbackup exec alert: ?(?<category>[^("]{1,120}?) ?\(server: ?"(?<server>[^"]{1,255})"\)(?: ?\(job: ?"(?<job>.{1,500})"\))?/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const alert = ALERT.exec(mail.subject.slice(0, 2000))?.groups
  const labels = labelledLines(mail.lines.slice(0, 2000))
  const jobName = alert?.job ?? labelValue(labels, 'Job name')?.replace(/^"|"$/g, '')
  const completion = labelValue(labels, 'Job completion status', 'Completed status')
  if (!jobName || (!alert && !completion)) return null
  const category = alert?.category?.trim() ?? ''
  if (saysNothing(category) && !completion) return null

  const body = mail.lines.filter((line) => line !== '').slice(0, 40)
  const verdict = readVerdict(category, completion, body)
  const ended = labelValue(labels, 'Job ended', 'Job completed', 'Job end time')
  const started = labelValue(labels, 'Job started', 'Job start time')
  return [
    {
      ...BLANK_RESULT,
      software: 'Backup Exec',
      type: 'Backup',
      jobName: jobName.slice(0, 500),
      host: alert?.server ?? labelValue(labels, 'Job server')?.replace(/^"|"$/g, '') ?? null,
      ...verdict,
      startedAt: started && parseLocalDateTime(started, mail.receivedAt),
      endedAt: ended && parseLocalDateTime(ended, mail.receivedAt),
      remark: verdict.status === 'success' ? null : body.join('\n').slice(0, 4000) || null,
    },
  ]
}

/** The log of a job, which alerts may carry, under an edited subject. */
function hasJobLog(mail: ReadMail): boolean {
  const opening = mail.text.slice(0, 20_000)
  return /\bbackup exec\b/i.test(opening) && /^job completion status\s?:/im.test(opening)
}
