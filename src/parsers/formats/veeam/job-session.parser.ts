import type { Parser } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { type Frame, framesOf } from './frame.ts'
import { objectsOf, plainName, sessionResult } from './session.ts'

/** What a headline begins with, before the colon, by the job's type. */
const TYPES: readonly (readonly [prefix: RegExp, type: string])[] = [
  [/^agent backup (?:copy )?job$/i, 'Agent Backup Job'],
  [/^agent backup policy$/i, 'Agent Backup Policy'],
  [/^application backup policy(?: job)?$/i, 'Application Backup Policy'],
  [/^mongodb backup(?: policy)? job$/i, 'MongoDB Backup Job'],
  [/^(?:file|object storage|nas) (?:share )?(?:backup|archive|copy)(?: copy)? job$/i, 'File Backup Job'],
  [/^backup copy(?: job)?$/i, 'Backup Copy Job'],
  [/^(?:replication|replica|cdp replication) job$/i, 'Replication Job'],
  [/^(?:(?:backup|file)s? to tape|tape(?: backup)?) job$/i, 'Tape Job'],
  [/^sure ?backup job$/i, 'SureBackup Job'],
  [/^(?:backup )?health check(?: job)?$/i, 'Health Check'],
  [/^backup job$/i, 'Backup Job'],
]

/** Reports of Veeam jobs whose header names their type. */
export const veeamJobSession: Parser = {
  id: 'veeam-job-session',
  version: 1,
  software: 'Veeam',
  types: [...new Set(TYPES.map(([, type]) => type))],
  description:
    'The session mail of a job: coloured header with type and name, summary, one row for each object. Read from the body, because subjects are editable. Backup, replication, agent, file, application and MongoDB headers are known; the words for copy, tape, SureBackup and health check follow the vendor’s manuals.',
  origin: 'vendor template',
  criteria: {
    bodyContains: [
      'Backup job:',
      'Replication job:',
      'Agent Backup job:',
      'Backup Copy job:',
      'File Backup job:',
    ],
  },
  examples: ['[Success] Daily servers (4 objects)', '[Failed] Replicate to site B (2 objects) 1 failed'],
  informational: false,
  cadence: 'report',
  match: (mail) =>
    mail.document !== null && /\b(?:job|policy|health check|backup copy)\s?:/i.test(headOf(mail)),
  parse(mail) {
    const frames = framesOf(mail)
    const [frame] = frames
    if (!frame || frames.length > 1) return null
    const job = jobIn(frame.headline)
    if (!job || /veeam backup for microsoft/i.test(frame.description)) return null
    const objects = objectsOf(frame, mail)
    const result = sessionResult(mail, frame, job, objects)
    return [
      isStandaloneAgent(frame)
        ? { ...result, host: computerOf(mail, frame, job.name, objects[0]?.name ?? null) }
        : result,
    ]
  },
}

function headOf(mail: ReadMail): string {
  return mail.htmlText.slice(0, 4000)
}

function jobIn(headline: string): { type: string; name: string } | null {
  const colon = headline.indexOf(':')
  if (colon === -1) return null
  const type = TYPES.find(([prefix]) => prefix.test(headline.slice(0, colon).trim()))?.[1]
  const name = plainName(headline.slice(colon + 1))
  return type && name ? { type, name } : null
}

/** An agent that reports for itself says its own name where a server's job says who created it. */
function isStandaloneAgent(frame: Frame): boolean {
  return /^veeam agent for /i.test(frame.description)
}

/** The computer of a standalone agent: its only row, else what the subject has beside status and job name. */
function computerOf(mail: ReadMail, frame: Frame, jobName: string, onlyRow: string | null): string | null {
  if (frame.rows.length === 1 && onlyRow) return onlyRow
  const rest = mail.subject
    .replace(/\[[A-Za-z]{1,20}\]/, ' ')
    .replace(jobName, ' ')
    .trim()
  return /^[\w.-]{1,100}/.exec(rest)?.[0] ?? null
}
