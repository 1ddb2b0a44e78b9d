import type { ReadMail } from '../../read-mail.ts'
import { labelVocabulary, readKnownLabels } from '../../support/known-labels.ts'
import type { Alarm } from './vspc-alarm.ts'

/** What the mail about one triggered alarm says; the advice comes from the console's knowledge base. */
export type TriggeredAlarm = { company: string; alarm: Alarm; advice: string | null }

/** Reads the mail about one alarm; null for any other mail. */
export function readTriggeredAlarm(mail: ReadMail): TriggeredAlarm | null {
  const lines = mail.lines.slice(0, MAX_LINES).map((line) => line.slice(0, MAX_LINE))
  if (!lines.some((line) => /\btriggered alarm\b/i.test(line))) return null
  const { values } = readKnownLabels(lines, LABELS)
  const value = (wanted: keyof typeof WORDS): string =>
    values.find(({ key, value }) => key === wanted && value !== '')?.value ?? ''
  const company = value('company')
  const alarm: Alarm = {
    object: value('object'),
    alarm: value('alarm'),
    objectType: value('objectType'),
    host: value('host'),
    state: value('state'),
    time: value('time'),
    details: value('details'),
  }
  if (company === '' || alarm.alarm === '' || (alarm.object === '' && alarm.state === '')) return null
  const advice = [
    ['Cause', value('cause')],
    ['Resolution', value('resolution')],
  ].flatMap(([label, text]) => (text ? [`${label}: ${text}`] : []))
  return { company, alarm, advice: advice.join('\n') || null }
}

const MAX_LINES = 400
const MAX_LINE = 2000

const WORDS = {
  company: ['company'],
  object: ['object name', 'object'],
  objectType: ['object type'],
  host: ['hostname', 'host name'],
  state: ['status', 'current state'],
  alarm: ['alarm', 'alarm name'],
  time: ['time'],
  details: ['description', 'alarm details'],
  summary: ['summary'],
  cause: ['cause'],
  resolution: ['resolution'],
} satisfies Record<string, readonly string[]>
const LABELS = labelVocabulary<keyof typeof WORDS>(WORDS)
