import type { Status } from '../../../domain/status.ts'
import { BLANK_OBJECT, type Parser, type ReportedObject, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { labelled } from '../../support/known-labels.ts'
import { type DataBackup, readDataBackup } from './data-backup.ts'
import { readFrame } from './frame.ts'
import { readTaskLabels, type TaskLabels } from './labels.ts'
import { judge, outcomeIn } from './outcome.ts'
import { synologyResult } from './report.ts'

/** What differs between the three parsers of DSM's older backups. */
export type DataBackupPackage = Pick<Parser, 'id' | 'description' | 'criteria' | 'examples'> & {
  type: string
  what: DataBackup['what']
}

/** A parser for one of them. */
export function dataBackupParser({ type, what, ...declared }: DataBackupPackage): Parser {
  return {
    ...declared,
    version: 2,
    software: 'Synology',
    types: [type],
    origin: 'vendor template',
    informational: false,
    cadence: 'report',
    match: (mail) => readFrame(mail).isSynology || mail.subject.includes(' - '),
    parse: (mail) => parse(mail, type, what),
  }
}

function parse(mail: ReadMail, type: string, what: DataBackup['what']): ReportedResult[] | null {
  const frame = readFrame(mail)
  const labels = readTaskLabels(frame)
  const about = readDataBackup(frame, labels)
  if (about?.what !== what) return null
  const opening = labels.rest[0] ?? ''
  const jobName =
    labelled(labels, 'syncTask', 'task') ??
    taskInBrackets(opening) ??
    (about.isRestore ? restored(labels) : null)
  if (!jobName) return null
  const verdict = judge(subjectResult(about, opening), { text: opening, names: [jobName, about.host] })
  return [
    {
      ...synologyResult(frame, mail.receivedAt, {
        type,
        jobName,
        host: about.host,
        verdict,
        times: { start: labelled(labels, 'start'), duration: labelled(labels, 'duration') },
        sentences: labels.rest,
        isCheck: about.isRestore,
      }),
      objects: lunsOf(labels, verdict.status),
    },
  ]
}

/** The French table gives a finished restore the subject of a failed one; there the body is right. */
function subjectResult(about: DataBackup, opening: string): string | null {
  return about.isRestore && outcomeIn(opening) !== null ? null : about.result
}

function lunsOf(labels: TaskLabels, status: Status): ReportedObject[] {
  const name = labelled(labels, 'lun')
  return name ? [{ ...BLANK_OBJECT, name, type: 'lun', status }] : []
}

function restored(labels: TaskLabels): string | null {
  return labelled(labels, 'lun', 'restoreSource')
}

/** DSM 7 has reports that name the task in a sentence only. */
function taskInBrackets(sentence: string): string | null {
  return /\[([^[\]]{1,200})\]/.exec(sentence.slice(0, 500))?.[1] ?? null
}
