import type { Status } from '../../../domain/status.ts'
import { BLANK_OBJECT, type Parser, type ReportedObject, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { type LabelledValue, labelled } from '../../support/known-labels.ts'
import { parseBytes } from '../../support/sizes.ts'
import { type Frame, readFrame } from './frame.ts'
import { type ActiveBackupLabels, readActiveBackupLabels } from './labels.ts'
import { type MissedSchedules, readMissedSchedules } from './missed-schedules.ts'
import { judge, outcomeIn } from './outcome.ts'
import { synologyResult, withObjects } from './report.ts'
import {
  ACTIVE_BACKUP_LEADS,
  hostInSentence,
  PACKAGE_SUBJECT_LEADS,
  readTaskSentence,
  type TaskSentence,
} from './task-sentence.ts'

/** Backup, restore and verification mails of Active Backup for Business: servers, PCs and virtual machines. */
export const synologyActiveBackup: Parser = {
  id: 'synology-active-backup',
  version: 3,
  software: 'Synology',
  types: ['Active Backup'],
  description:
    'Active Backup for Business on Synology NAS, with one object a device. English, Italian and Danish wordings were received; Dutch, German and French ones are inferred from the structure of the package, as is the list of tasks that missed their schedule.',
  origin: 'received',
  criteria: {
    subjectContains: ['Active Backup for Business'],
    subjectMatches: ['Active Backup for Business - backup task <task> on <NAS> <outcome>'],
    bodyContains: ['Device list:', 'Transferred size:'],
  },
  examples: [
    '[Prefix] Active Backup for Business - backup task Servers on NAS-01 has been completed',
    'NAS-01 Active Backup for Business - backup task Servers on NAS-01 failed',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => {
    const frame = readFrame(mail)
    if (OTHER_PACKAGE.test(mail.subject)) return false
    return (
      PRODUCT.test(frame.subject) || frame.isSynology || bodySentence(frame.lines[0] ?? '', null) !== null
    )
  },
  parse,
}

const PRODUCT = /active backup for business(?: agent)?(?: \(dsm\))?(?: -)?/i
const OTHER_PACKAGE = /active backup for (?!business)/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const frame = readFrame(mail)
  const missed = PRODUCT.test(frame.subject) ? readMissedSchedules(frame) : null
  if (missed) return missed.tasks.map((task) => missedResult(frame, mail.receivedAt, missed, task))
  const labels = readActiveBackupLabels(frame)
  const opening = labels.rest[0] ?? ''
  const inSubject = subjectSentence(frame)
  const inBody = bodySentence(opening, frame.closingHost)
  if (!inSubject && !(inBody && isOurs(frame, labels))) return null

  const jobName = inSubject?.task || inBody?.task
  if (!jobName) return null
  const host = inSubject?.host ?? inBody?.host ?? frame.closingHost
  const verdict = judge(inSubject?.outcome ?? null, { text: opening, names: [jobName, host] })
  const transferred = labelled(labels, 'transferred')
  const result = {
    ...synologyResult(frame, mail.receivedAt, {
      type: 'Active Backup',
      jobName,
      host,
      verdict,
      times: { start: labelled(labels, 'start'), end: labelled(labels, 'end') },
      sentences: labels.rest,
      isCheck: (inSubject ?? inBody)?.kind === 'check',
    }),
    transferredBytes: transferred ? parseBytes(transferred) : null,
  }
  const lists = labels.values.filter((each) => each.key === 'devices')
  return [withObjects(result, lists.flatMap(devicesOf(verdict.status)))]
}

/** A task that did not start was skipped: nobody says that it failed. */
function missedResult(
  frame: Frame,
  receivedAt: string | null,
  { wording, tasks }: MissedSchedules,
  task: string,
): ReportedResult {
  const result = synologyResult(frame, receivedAt, {
    type: 'Active Backup',
    jobName: task,
    host: frame.closingHost ?? hostInSentence(frame.subject),
    verdict: { status: 'warning', statusText: wording },
  })
  return { ...result, key: tasks.length > 1 ? task.toLowerCase() : '' }
}

function subjectSentence(frame: Frame): TaskSentence | null {
  const product = PRODUCT.exec(frame.subject)
  if (!product) return null
  const text = frame.subject.slice(product.index + product[0].length)
  return readTaskSentence(text, PACKAGE_SUBJECT_LEADS, frame.closingHost)
}

function bodySentence(opening: string, host: string | null): TaskSentence | null {
  return readTaskSentence(opening.replace(/\.$/, ''), ACTIVE_BACKUP_LEADS, host)
}

/** With a subject that somebody rewrote, only what this package alone prints tells its mails from those of its sisters. */
function isOurs(frame: Frame, labels: ActiveBackupLabels): boolean {
  if (frame.lines.some((line) => OTHER_PACKAGE.test(line))) return false
  if (frame.lines.some((line) => PRODUCT.test(line))) return true
  return labelled(labels, 'devices') !== null
    ? frame.isSynology || labelled(labels, 'start') !== null
    : frame.isSynology && labelled(labels, 'transferred') !== null
}

/** A list whose label carries an outcome (`Device list (failed)`) speaks for its own devices. */
function devicesOf(ofTheRun: Status): (list: LabelledValue<string>) => ReportedObject[] {
  return ({ qualifier, value }) => {
    const status = qualifier === null ? ofTheRun : listStatus(qualifier)
    return value
      .split(/[,;\n]/)
      .map((name) => name.replace(/^[-*•\s]+/, '').trim())
      .filter((name) => name !== '')
      .map((name) => ({ ...BLANK_OBJECT, name, type: 'device', status, message: qualifier }))
  }
}

function listStatus(qualifier: string): Status {
  return outcomeIn(qualifier) ?? 'warning'
}
