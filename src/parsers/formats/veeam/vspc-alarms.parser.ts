import { worstStatus } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { flowRows } from './flow-rows.ts'
import { keepWorst } from './keep-worst.ts'
import { textRows } from './report-rows.ts'
import { type Alarm, alarmObject, statusOfState } from './vspc-alarm.ts'
import { readTriggeredAlarm } from './vspc-alarm-detail.ts'
import { type CompanyAlarms, readAlarmList } from './vspc-alarm-list.ts'

/**
 * The alarm mails of Veeam Service Provider Console: the summary of all companies and the mail about one alarm. The
 * console sends both for all companies from one address, and a company's name is no part of a job's identity; so the
 * job is named after the company, the same in both mails, and one approval takes all its later alarms.
 */
export const veeamVspcAlarms: Parser = {
  id: 'veeam-vspc-alarms',
  version: 2,
  software: 'Veeam',
  types: ['VSPC'],
  description:
    "Alarm mails of Veeam Service Provider Console, the summary and the single alarm: one result a company, its job has the company's name, one object an alarm.",
  origin: 'screenshot',
  criteria: { bodyContains: ['Active Alarms', 'Triggered Alarm'] },
  examples: ['Active alarms summary', 'Alarm triggered: Job session state'],
  informational: false,
  cadence: 'event',
  match: (mail) => /\balarms?\b/i.test(mail.subject) || /\b(?:active|triggered) alarms?\b/i.test(mail.text),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const lists = [flowRows(mail), textRows(mail)].map(readAlarmList)
  const results = (lists.find((list) => list.length > 0) ?? []).flatMap((list) => summaryResult(list, mail))
  if (results.length > 0) return results
  const triggered = readTriggeredAlarm(mail)
  if (!triggered) return null
  const { company, alarm, advice } = triggered
  return [{ ...alarmsResult(company, [alarm], mail), remark: advice }]
}

/** Nothing for a company without alarms; a warning where alarms were announced that the mail does not list. */
function summaryResult({ company, announced, alarms }: CompanyAlarms, mail: ReadMail): ReportedResult[] {
  const missing = (announced ?? 0) - alarms.length
  if (alarms.length === 0 && missing <= 0) return []
  const result = alarmsResult(company, alarms, mail)
  if (result.status !== 'success' || missing <= 0) return [result]
  return [{ ...result, status: 'warning', statusText: `alarms: ${announced}, listed: ${alarms.length}` }]
}

function alarmsResult(company: string, alarms: readonly Alarm[], mail: ReadMail): ReportedResult {
  const states = alarms.map(({ state }) => ({ state, status: statusOfState(state) }))
  const status = worstStatus(states.map((each) => each.status))
  const objects = alarms.map((alarm) => alarmObject(alarm, mail.receivedAt))
  return {
    ...BLANK_RESULT,
    key: company.toLowerCase(),
    software: 'Veeam',
    type: 'VSPC',
    jobName: company,
    companyName: company,
    status,
    statusText: states.find((each) => each.status === status)?.state || 'no status',
    objects: keepWorst(objects, (object) => object.name.toLowerCase()),
  }
}
