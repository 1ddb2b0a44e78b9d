import { type Status, worstStatus } from '../../../domain/status.ts'
import { BLANK_OBJECT, BLANK_RESULT, type ReportedObject, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { onReportDate } from '../../support/dates.ts'
import { parseBytes } from '../../support/sizes.ts'
import { cellOf, type Frame, summaryValue } from './frame.ts'
import { statusInSubject, statusOfColour, statusOfWord } from './statuses.ts'

/** The facts that every session mail has in common, for a job of the given type and name. */
export function sessionResult(
  mail: ReadMail,
  frame: Frame,
  job: { type: string; name: string; host?: string | null },
  objects = objectsOf(frame, mail),
): ReportedResult {
  const { status, statusText } = statusOf(mail, frame, objects)
  return {
    ...BLANK_RESULT,
    software: 'Veeam',
    type: job.type,
    jobName: job.name,
    host: job.host ?? null,
    status,
    statusText,
    objects,
    startedAt: timeOf(summaryValue(frame, 'start time'), frame, mail) ?? frame.session,
    endedAt: timeOf(summaryValue(frame, 'end time'), frame, mail),
    totalBytes: parseBytes(summaryValue(frame, 'total size', 'data size', 'processed')),
    transferredBytes: parseBytes(summaryValue(frame, 'transferred')),
    remark: frame.messages.join('\n') || null,
    kind: kindOf(frame.headline),
    isRetry: /\(Retry \d{1,3}\)/i.test(frame.headline),
  }
}

/** The job's name without what the session adds: `(Full)`, `(Incremental)`, `(Retry 2)`. */
export function plainName(name: string): string {
  let plain = name.trim()
  for (let index = 0; index < 3; index++)
    plain = plain.replace(/\s?\((?:(?:active |synthetic )?full|incremental|retry \d{1,3})\)$/i, '').trim()
  return plain
}

/** The objects of the report's table, with their messages. */
export function objectsOf(frame: Frame, mail: ReadMail, type: string | null = null): ReportedObject[] {
  return frame.rows.map((row) => {
    const word = cellOf(frame, row, 'status')
    const message = cellOf(frame, row, 'details')
    const status = statusOfWord(word) ?? 'warning'
    return {
      ...BLANK_OBJECT,
      name: cellOf(frame, row, 'name'),
      type,
      status,
      message: message || (statusOfWord(word) ? null : word || null),
      startedAt: timeOf(cellOf(frame, row, 'start time'), frame, mail),
      endedAt: timeOf(cellOf(frame, row, 'end time'), frame, mail),
      sizeBytes: parseBytes(cellOf(frame, row, 'size')),
      transferredBytes: parseBytes(cellOf(frame, row, 'transferred')),
    }
  })
}

/** The header's word, made worse by what the rows say; without a word the rows, counters and subject decide, and an unknown word is a warning. */
function statusOf(
  mail: ReadMail,
  frame: Frame,
  objects: readonly ReportedObject[],
): { status: Status; statusText: string } {
  const rows = objects.map((object) => object.status)
  if (frame.statusWord) {
    const said = statusOfWord(frame.statusWord)
    return {
      status: worstStatus([said ?? 'warning', ...(said === 'success' ? rows : []), ...failures(rows)]),
      statusText: frame.statusWord,
    }
  }
  const subject = statusInSubject(mail.subject)
  const evidence = [
    ...rows,
    ...(subject ? [subject.status] : []),
    ...counted(frame),
    ...present(statusOfColour(frame.colour)),
  ]
  const status = worstStatus(evidence)
  return { status, statusText: subject?.word ?? WORD_OF[status] }
}

const WORD_OF: Record<Status, string> = { success: 'Success', warning: 'Warning', failed: 'Error' }

function failures(rows: readonly Status[]): Status[] {
  return rows.filter((status) => status === 'failed')
}

/** What the counters prove: trouble only, for a count of successes is no success word. */
function counted(frame: Frame): Status[] {
  const count = (...labels: string[]) => Number(summaryValue(frame, ...labels).replace(/\D/g, '') || 0)
  return [
    ...(count('error', 'errors') > 0 ? (['failed'] as const) : []),
    ...(count('warning', 'warnings') > 0 ? (['warning'] as const) : []),
  ]
}

function present(status: Status | null): Status[] {
  return status ? [status] : []
}

function timeOf(text: string, frame: Frame, mail: ReadMail): string | null {
  return onReportDate(text, frame.session, mail.receivedAt)
}

function kindOf(headline: string): string | null {
  if (/\((?:active |synthetic )?full\)/i.test(headline)) return 'full'
  return /\(incremental\)/i.test(headline) ? 'incremental' : null
}
