import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'

export type Notification = {
  /** `Backup Successful`, `SSL Certificate Renewal`, … */
  event: string
  host: string | null
  /** What follows the host in the subject; '' when nothing does. */
  text: string
}

/** Reads `3CX Notification: <event> - <host>[ - <text>]`; null for any other subject (voicemail, missed calls, …). */
export function readNotification(subject: string): Notification | null {
  const rest = /3cx notification: ?(.{1,500})/i.exec(subject)?.[1]
  if (!rest) return null
  const [event = '', ...parts] = rest.split(/ [-–] /)
  const hostAt = parts.findIndex((part) => /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}$/.test(part.trim()))
  const texts = parts.filter((_, index) => index !== hostAt)
  return { event: event.trim(), host: parts[hostAt]?.trim() ?? null, text: texts.join(' - ').trim() }
}

/** The single result of a notification; its status comes from the subject, and the body may only make it worse. */
export function notificationResult(mail: ReadMail, notification: Notification, type: string): ReportedResult {
  const said = [notification.event, notification.text].filter((text) => text !== '').join(' - ')
  const body = mail.lines.filter((line) => line !== '').slice(0, 20)
  return {
    ...BLANK_RESULT,
    software: '3CX',
    type,
    jobName: type,
    host: notification.host,
    status: statusOf(said, body.map((line) => line.slice(0, 500)).join(' ')),
    statusText: said,
    remark: body.join('\n').slice(0, 4000) || null,
  }
}

function statusOf(subject: string, body: string): Status {
  const inSubject = verdictOn(subject)
  const inBody = verdictOn(body)
  if (inSubject === null) return inBody ?? 'warning'
  return inSubject === 'success' && inBody === 'failed' ? 'warning' : inSubject
}

/** null when the words say nothing about an outcome. */
function verdictOn(words: string): Status | null {
  const text = words.replace(/\b(?:no|0|without) (?:errors?|failures?|warnings?)\b/gi, '')
  if (
    /\b(?:fail\w{0,5}|errors?|unable|could not|couldn't|abort\w{0,3}|cancel\w{0,5}|un(?:successful|successfully))\b/i.test(
      text,
    )
  )
    return 'failed'
  if (/\b(?:not|cannot|partial\w{0,2}|warnings?|skipped)\b/i.test(text)) return 'warning'
  return /\b(?:success(?:ful|fully)?|succeeded|completed|finished|installed|renewed)\b/i.test(text)
    ? 'success'
    : null
}
