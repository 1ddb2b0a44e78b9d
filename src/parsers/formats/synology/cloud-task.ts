import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { labelled } from '../../support/known-labels.ts'
import { type Frame, readFrame } from './frame.ts'
import { readActiveBackupLabels } from './labels.ts'
import { judge } from './outcome.ts'
import { synologyResult, withObjects } from './report.ts'
import { servicesIn } from './service-counts.ts'
import { ACTIVE_BACKUP_LEADS, readTaskSentence } from './task-sentence.ts'

/** The Active Backup packages for clouds: their mails differ in the name of the product only. */
export type CloudPackage = {
  id: string
  type: string
  description: string
  origin: Parser['origin']
  /** The package's names over the years. */
  product: RegExp
  example: string
}

/** A parser for one of these packages. */
export function cloudTaskParser({ id, type, description, origin, product, example }: CloudPackage): Parser {
  return {
    id,
    version: 3,
    software: 'Synology',
    types: [type],
    description,
    origin,
    criteria: {
      subjectContains: [type],
      subjectMatches: [`${type} - Backup task [<task>] on [<NAS>] <outcome>`],
      bodyContains: ['Status of each service:'],
    },
    examples: [example],
    informational: false,
    cadence: 'report',
    match: (mail) => product.test(mail.subject) || readFrame(mail).lines.some((line) => product.test(line)),
    parse: (mail) => parse(mail, type, product),
  }
}

function parse(mail: ReadMail, type: string, product: RegExp): ReportedResult[] | null {
  const frame = readFrame(mail)
  const inSubject = subjectTask(frame, product)
  const labels = readActiveBackupLabels(frame)
  const opening = labels.rest[0] ?? ''
  const inBody = inSubject || isOpening(opening) ? taskInBrackets(opening) : null
  const jobName = inSubject?.task || inBody
  if (!jobName) return null
  const host = inSubject?.host ?? frame.closingHost
  return [
    withObjects(
      synologyResult(frame, mail.receivedAt, {
        type,
        jobName,
        host,
        verdict: judge(inSubject?.outcome ?? null, { text: opening, names: [jobName, host] }),
        times: { start: labelled(labels, 'start'), end: labelled(labels, 'end') },
        sentences: labels.rest.filter((line) => servicesIn([line]).length === 0),
        isCheck: CHECK.test(inSubject?.lead ?? opening),
      }),
      servicesIn(labels.rest),
    ),
  ]
}

type SubjectTask = { lead: string; task: string; host: string | null; outcome: string }

const BOTH_IN_BRACKETS = /\[(.{1,300})\] \S{1,20} \[([^[\]]{1,64})\] ?(.{0,300})$/
const HOST_IN_BRACKETS = /^ ?-? ?(.{0,100}?)\[([^[\]]{1,64})\] ?(.{0,300})$/
const CHECK = /restor|restaur|herstel|wiederherstell|ripristin|gendan|verif|überprüf/i

/** Task and NAS stand in brackets; a cancelled task's subject names the NAS only, and old ones have no brackets at all. */
function subjectTask(frame: Frame, product: RegExp): SubjectTask | null {
  const named = product.exec(frame.subject)
  if (!named) return null
  const text = frame.subject.slice(named.index + named[0].length)
  const both = BOTH_IN_BRACKETS.exec(text)
  if (both) {
    const [, task = '', host = '', outcome = ''] = both
    return { lead: text.slice(0, both.index), task, host, outcome }
  }
  const one = HOST_IN_BRACKETS.exec(text)
  if (one) return { lead: one[1] ?? '', task: '', host: one[2] ?? null, outcome: one[3] ?? '' }
  const plain = readTaskSentence(text, ACTIVE_BACKUP_LEADS, frame.closingHost)
  return plain && { lead: '', task: plain.task, host: plain.host, outcome: plain.outcome }
}

function isOpening(sentence: string): boolean {
  return readTaskSentence(sentence, ACTIVE_BACKUP_LEADS, null) !== null
}

/** `Backup task [<task>] has completed`, also where `on [<NAS>]` follows and where the task's own name holds brackets. */
function taskInBrackets(sentence: string): string | null {
  const text = sentence.slice(0, 500)
  const open = text.indexOf('[')
  const before = / ?\] \S{1,20} \[/.exec(text.slice(open + 1))
  const end = before ? open + 1 + before.index : text.lastIndexOf(']')
  return open >= 0 && end > open ? text.slice(open + 1, end).trim() || null : null
}
