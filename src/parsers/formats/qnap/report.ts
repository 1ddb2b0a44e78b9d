import { BLANK_RESULT, type ReportedResult } from '../../parser.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'
import type { Notification } from './notification.ts'
import { jobNameIn, judge, outcomeOf } from './outcome.ts'

/** Which of our reports a notification is; each parser takes one kind, so that no mail has two takers. */
export type NotificationKind = 'hybrid-backup-sync' | 'boxafe' | 'firmware' | 'other'

/** A backup app's notification is a run only when it names the job and says more than that it began. */
export function kindOf(notification: Notification): NotificationKind {
  const { app, category, message } = notification
  if (/hybrid backup sync|^hbs\b/i.test(app ?? '')) return isRun(message) ? 'hybrid-backup-sync' : 'other'
  if (/^boxafe\b/i.test(app ?? '')) return isRun(message) ? 'boxafe' : 'other'
  return /firmware/i.test(`${app ?? ''} ${category ?? ''} ${message.slice(0, 500)}`) ? 'firmware' : 'other'
}

function isRun(message: string): boolean {
  return jobNameIn(message) !== null && outcomeOf(message) !== 'started'
}

/** The result of a notification about a job's end; null when it is none. */
export function backupRun(
  notification: Notification,
  product: Pick<ReportedResult, 'software' | 'type'>,
): ReportedResult | null {
  const { nas, at, message, subjectPrefix, severityStatus } = notification
  const jobName = jobNameIn(message)
  const outcome = outcomeOf(message)
  if (jobName === null || outcome === 'started') return null
  const status = judge(outcome, severityStatus)
  const isCheck = findPhrase(message.slice(0, 2000).replace(jobName, '_'), CHECKS) !== null
  return {
    ...BLANK_RESULT,
    ...product,
    jobName,
    host: nas,
    subjectPrefix,
    status,
    statusText: message.slice(0, 500),
    endedAt: at,
    isCheck,
    informational: isCheck && status === 'success',
  }
}

const CHECKS = compilePhrases([
  {
    says: 'check',
    phrases: [
      ...['restore', 'restore job', 'restored', 'integrity check', 'ripristino', 'herstel', 'hersteltaak'],
      ...['terugzetten', 'wiederherstellung', 'wiederherstellungsauftrag', 'restauration'],
    ],
  },
])
