import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { readTasks, type Task } from './task-log.ts'

/** The log that Cobian Backup or Cobian Reflector mails, with one or more tasks. */
export const cobianTask: Parser = {
  id: 'cobian-task',
  version: 1,
  software: 'Cobian',
  types: ['Backup'],
  description:
    'Logs that Cobian Backup 10 and 11 and Cobian Reflector mail, in English and Spanish; every task is a result of its own, and its count of errors tells the outcome. Built without a received sample: the lines about a task were published, the rest of the log is from the manual.',
  origin: 'manual only',
  criteria: {
    subjectContains: ['Cobian'],
    bodyContains: [
      'automatic mail message from Cobian',
      '** Backup done for the task "',
      '** Respaldo terminado',
    ],
  },
  examples: ['Cobian Backup 11 [SRV-01] (2026-11-10)', 'Cobian Reflector: backup log'],
  informational: false,
  cadence: 'report',
  match: (mail) => isCobian(mail) || /\*\* ?backup done for the task "/i.test(mail.text),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const tasks = readTasks(mail.text)
  if (tasks.length === 0) return null
  const host = hostIn(mail.subject)
  const isOnly = tasks.length === 1
  return tasks.map((task) => ({
    ...BLANK_RESULT,
    key: isOnly ? '' : task.name,
    software: 'Cobian',
    type: 'Backup',
    jobName: task.name,
    host,
    ...verdictOf(task),
    startedAt: task.startedAt,
    endedAt: task.endedAt,
    // The task's total is what this run wrote, so of an incremental one it is no size of the source.
    transferredBytes: task.bytes,
    remark: task.troubles.join('\n').slice(0, 4000) || null,
  }))
}

function verdictOf(task: Task): { status: Status; statusText: string } {
  if (task.errors === null) {
    const status = task.troubles.length > 0 ? 'failed' : 'warning'
    return { status, statusText: `${task.printed} (no end in the log)` }
  }
  if (task.errors > 0) return { status: 'failed', statusText: task.printed }
  return { status: task.troubles.length > 0 ? 'warning' : 'success', statusText: task.printed }
}

function isCobian(mail: ReadMail): boolean {
  return (
    /\bcobian\b/i.test(`${mail.subject.slice(0, 1000)} ${mail.fromName}`) ||
    /\bcobian (?:backup|reflector)\b/i.test(mail.text.slice(0, 5000))
  )
}

/** `Cobian Backup 11 [SRV-01] (2026-11-10)`; in subjects of one's own, the parentheses may hold the machine. */
function hostIn(subject: string): string | null {
  const short = subject.slice(0, 1000)
  const bracketed = /\bcobian\b[^[]{0,60}\[([\w.-]{1,255})\]/i.exec(short)?.[1]
  return bracketed ?? /\(([a-z][\w.-]{1,254})\)(?=$| [[(])/i.exec(short)?.[1] ?? null
}
