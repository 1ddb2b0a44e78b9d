import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import { timeOfJobId } from './subject.ts'

/** The mails that come when a backup did not start or an account is full. */
export const ahsayAlarm: Parser = {
  id: 'ahsay-alarm',
  version: 1,
  software: 'Ahsay',
  types: ['Backup'],
  description:
    'Alarms of AhsayCBS and of products built on it: a scheduled backup that was missed, and an account over its quota. Built from known subjects in English and Italian, without a received sample.',
  origin: 'manual only',
  criteria: {
    subjectMatches: [
      'Scheduled backup, <user> > <backup set> > <date>, was missed',
      'Account, <user>, has exceeded its backup quota',
    ],
    subjectContains: ['Il backup programmato,'],
  },
  examples: [
    'Scheduled backup, bakery > File server > 2026-11-10-01-00-00, was missed',
    'Account, bakery, has exceeded its backup quota',
  ],
  informational: false,
  cadence: 'event',
  match: (mail) => readAlarm(mail.subject) !== null,
  parse: (mail) => {
    const alarm = readAlarm(mail.subject)
    return alarm && [{ ...BLANK_RESULT, software: 'Ahsay', type: 'Backup', ...alarm }]
  },
}

type Alarm = Pick<ReportedResult, 'jobName' | 'host' | 'status' | 'statusText' | 'startedAt'>

function readAlarm(subject: string): Alarm | null {
  const short = subject.slice(0, 1000)
  return readMissed(short) ?? readQuota(short)
}

const MISSED = /(?:scheduled backup|il backup programmato|geplande back-?up),/i

/** What is said behind the job's id is shown as it stands: whatever the words are, the backup did not run. */
function readMissed(subject: string): Alarm | null {
  const opening = MISSED.exec(subject)
  if (!opening) return null
  const [user, set, last] = subject.slice(opening.index + opening[0].length).split('>')
  const comma = last?.indexOf(',') ?? -1
  if (!user || !set || !last || comma < 0) return null
  return {
    jobName: set.trim(),
    host: user.trim(),
    status: 'failed',
    statusText: last.slice(comma + 1).trim() || 'missed',
    startedAt: timeOfJobId(last),
  }
}

const QUOTA = /account, ([^,]{1,200}), (has exceeded its backup quota|ha superato .{0,40}quota.{0,40})$/i

function readQuota(subject: string): Alarm | null {
  const [, user = '', said = ''] = QUOTA.exec(subject) ?? []
  if (user.trim() === '') return null
  return { jobName: 'Backup quota', host: user.trim(), status: 'warning', statusText: said, startedAt: null }
}
