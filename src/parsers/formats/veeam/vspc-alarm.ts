import type { Status } from '../../../domain/status.ts'
import { BLANK_OBJECT, type ReportedObject } from '../../parser.ts'
import { parseLocalDateTime } from '../../support/dates.ts'

/** One alarm as printed; '' or '-' for what the mail leaves open. */
export type Alarm = {
  object: string
  alarm: string
  objectType: string
  host: string
  state: string
  time: string
  details: string
}

/** The alarm as the object of a result. */
export function alarmObject(alarm: Alarm, near: string | null): ReportedObject {
  return {
    ...BLANK_OBJECT,
    name: alarmName(alarm),
    type: known(alarm.objectType).toLowerCase() || null,
    status: statusOfState(alarm.state),
    message: known(alarm.details) || null,
    startedAt: parseLocalDateTime(alarm.time, near),
  }
}

/** What the state of an alarm means; `warning` for a word we have not met. */
export function statusOfState(state: string): Status {
  return STATUS_OF_STATE.get(state.trim().toLowerCase()) ?? 'warning'
}

const STATUS_OF_STATE = new Map<string, Status>([
  ['error', 'failed'],
  ['warning', 'warning'],
  ['resolved', 'success'],
  ['info', 'success'],
  ['information', 'success'],
])

/**
 * `Nightly (PC-07) – Job session state`: one name for one alarm of one object. The computer belongs to it, for jobs are
 * called alike on many; its domain does not, for the console prints it or not.
 */
function alarmName(alarm: Alarm): string {
  const [object, title, host] = [known(alarm.object), known(alarm.alarm), shortHost(known(alarm.host))]
  const isOwnHost = host === '' || shortHost(object).toLowerCase() === host.toLowerCase()
  const owner = isOwnHost ? object : object === '' ? host : `${object} (${host})`
  return [owner, title].filter((part) => part !== '').join(' – ')
}

function shortHost(host: string): string {
  return /^[\d.]+$|[:\s]/.test(host) ? host : (host.split('.')[0] ?? host)
}

/** Without the outer quotes and runs of space that differ between the two mails; '' for the dash that stands for nothing. */
function known(text: string): string {
  const plain = text.replace(/[^\S\n]+/g, ' ').trim()
  if (/^[-–—]?$/.test(plain)) return ''
  const unquoted = /^"([^"]{1,300})"$/.exec(plain)?.[1]
  return (unquoted ?? plain).slice(0, MAX_LENGTH)
}

const MAX_LENGTH = 2000
