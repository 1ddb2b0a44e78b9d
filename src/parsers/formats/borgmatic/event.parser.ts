import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'

/** The event mails that borgmatic sends through Apprise at the end of its run. */
export const borgmaticEvent: Parser = {
  id: 'borgmatic-event',
  version: 1,
  software: 'borgmatic',
  types: ['Backup'],
  description:
    'FINISH and FAIL events of borgmatic as its Apprise hook words them by default, where the sender is the only name of the machine. START and LOG events are no reports. Built from the templates of the product.',
  origin: 'vendor template',
  criteria: { subjectMatches: ['A borgmatic FINISH|FAIL event happened'], bodyContains: ['borgmatic'] },
  examples: ['A borgmatic FINISH event happened', 'A borgmatic FAIL event happened'],
  informational: false,
  cadence: 'report',
  match: (mail) => eventIn(mail) !== null,
  parse,
}

const EVENT = /\bborgmatic (\w{1,30}) event\b/i
/** Sent while a backup runs, not at its end. */
const UNFINISHED = /^(?:start(?:ed)?|log)$/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const event = eventIn(mail)
  if (!event || UNFINISHED.test(event)) return null
  const status = statusOf(event)
  return [
    {
      ...BLANK_RESULT,
      software: 'borgmatic',
      type: 'Backup',
      jobName: 'Backup',
      host: mail.fromAddress.split('@')[1] || null,
      status,
      statusText: event,
      remark: status === 'success' ? null : logIn(mail.lines),
    },
  ]
}

/** The event's name in the subject, else in the line that repeats the subject. */
function eventIn(mail: ReadMail): string | null {
  const found = EVENT.exec(mail.subject.slice(0, 1000))
  if (found?.[1]) return found[1]
  for (const line of mail.lines.slice(0, 20)) {
    const repeated = /^an? /i.test(line) ? EVENT.exec(line.slice(0, 200)) : null
    if (repeated?.[1]) return repeated[1]
  }
  return null
}

function statusOf(event: string): Status {
  if (/^(?:fail|failed|error)$/i.test(event)) return 'failed'
  return /^(?:finish|finished)$/i.test(event) ? 'success' : 'warning'
}

/** The log, where the hook is set up to add it. */
function logIn(lines: readonly string[]): string | null {
  const log = lines.slice(0, 200).filter((line) => line !== '' && !EVENT.test(line.slice(0, 200)))
  return log.join('\n').slice(0, 4000) || null
}
