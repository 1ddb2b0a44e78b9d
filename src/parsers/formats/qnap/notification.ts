import type { Status } from '../../../domain/status.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { readBody } from './body.ts'
import { statusOfSeverity } from './severity.ts'
import { readSubject } from './subject.ts'

/** A mail of a NAS's Notification Center, the one channel of all its apps. */
export type Notification = {
  nas: string | null
  /** The app that speaks, without brackets; null when neither subject nor body names it. */
  app: string | null
  category: string | null
  /** The product's word for how bad it is: `Info`, `Avviso`, `Fehler`, …; null when none is printed. */
  severity: string | null
  /** What the severity means for a run; a word that is not known is a warning, info says nothing. */
  severityStatus: Status | null
  at: string | null
  /** Without the app's name that may open it; several lines as one. */
  message: string
  /** The bracketed prefix of the device's owner, without brackets. */
  subjectPrefix: string | null
}

/** Reads the notification from subject and labelled lines; null for any other mail. The same object for every parser that asks. */
export function readNotification(mail: ReadMail): Notification | null {
  const known = notifications.get(mail)
  if (known !== undefined) return known
  const notification = makeNotification(mail)
  notifications.set(mail, notification)
  return notification
}

const notifications = new WeakMap<ReadMail, Notification | null>()

function makeNotification(mail: ReadMail): Notification | null {
  const subject = readSubject(mail.subject)
  const body = readBody(mail.lines)
  const isLabelled = body.nas !== null && body.severity !== null && (body.app ?? body.message) !== null
  if (!subject?.isNotification && !isLabelled) return null
  const severities = [subject?.severity, body.severity].filter((word) => typeof word === 'string')
  const worst = worstOf(severities)
  return {
    nas: body.nas ?? subject?.nas ?? null,
    app: body.app ?? subject?.app ?? null,
    category: body.category,
    severity: worst?.word ?? null,
    severityStatus: worst?.status ?? null,
    at: body.at && parseLocalDateTime(body.at, mail.receivedAt),
    message: withoutApp(body.message ?? ''),
    subjectPrefix: subject?.prefix ?? null,
  }
}

const RANK: readonly (Status | null)[] = [null, 'success', 'warning', 'failed']

/** Subject and body print the severity both; the worse counts. */
function worstOf(words: readonly string[]): { word: string; status: Status | null } | null {
  const read = words.map((word) => ({ word, status: statusOfSeverity(word) }))
  const [worst] = read.sort((one, other) => RANK.indexOf(other.status) - RANK.indexOf(one.status))
  return worst ?? null
}

/** `[Hybrid Backup Sync] Finished …` → `Finished …` */
function withoutApp(message: string): string {
  return message.replace(/^\[[^[\]]{1,60}\] ?/, '').trim()
}
