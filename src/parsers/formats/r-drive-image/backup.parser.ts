import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { everydayLabels, given, readKnownLabels } from '../../support/known-labels.ts'
import { quotedName } from '../../support/quoted-name.ts'
import { runTimes } from '../../support/run-times.ts'
import { parseBytes } from '../../support/sizes.ts'
import { outcomeIn, verdictOn } from './outcome.ts'

/** The notification of R-Drive Image about a scheduled task. */
export const rDriveImageBackup: Parser = {
  id: 'r-drive-image-backup',
  version: 2,
  software: 'R-Drive Image',
  types: ['Backup'],
  description:
    'Notifications of R-Drive Image, from subject and labelled lines. Built without a received sample: that it mails success and failure is from its manual, all wordings are inferred, and an unknown one is a warning.',
  origin: 'manual only',
  criteria: {
    fromContains: ['R-Drive Image'],
    subjectContains: ['R-Drive Image'],
    bodyContains: ['R-Drive Image'],
  },
  examples: [
    'R-Drive Image: task "System disk" completed successfully',
    'R-Drive Image: task "System disk" failed',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => isFromRDriveImage(mail),
  parse: (mail) => (isFromRDriveImage(mail) ? readTask(mail) : null),
}

const MAX_LINES = 2000
const PRODUCT = /\br-?drive[ -]?image\b/i

function isFromRDriveImage(mail: ReadMail): boolean {
  const said = [mail.fromName, mail.fromAddress, mail.subject, ...mail.lines.slice(0, MAX_LINES)]
  return said.some((text) => PRODUCT.test(text.slice(0, 500)))
}

const WORDS = {
  task: ['Task Name', 'Task', 'Script Name', 'Script', 'Backup Set', 'Job Name', 'Job'],
  result: ['Task Result', 'Result', 'Status', 'Operation Result'],
  computer: ['Computer Name', 'Computer', 'Host', 'Machine'],
  start: ['Start Time', 'Started', 'Started at', 'Operation Started'],
  end: ['End Time', 'Finished', 'Finished at', 'Completed at', 'Operation Finished'],
  duration: ['Duration', 'Total Time', 'Elapsed Time'],
  size: ['Total Size', 'Source Size', 'Data Size'],
  error: ['Error', 'Error Message', 'Reason', 'Details'],
}
const LABELS = everydayLabels(WORDS)
function readTask(mail: ReadMail): ReportedResult[] | null {
  const lines = mail.lines.slice(0, MAX_LINES).map((line) => line.slice(0, 500))
  const labels = readKnownLabels(lines, LABELS)
  const named = given(labels, 'task') || (quotedName(mail.subject.slice(0, 500)) ?? '')
  const wordings = wordingsOf(mail.subject, lines, given(labels, 'result'), named)
  // News about the product says nothing about a task.
  if (wordings.length === 0 && named === '') return null

  return [
    {
      ...BLANK_RESULT,
      software: 'R-Drive Image',
      type: 'Backup',
      jobName: named.slice(0, 200) || 'Backup',
      host: given(labels, 'computer').slice(0, 200) || null,
      ...verdictOn({
        wordings: wordings.length > 0 ? wordings : [mail.subject],
        name: named,
        body: lines,
      }),
      ...runTimes(
        { start: given(labels, 'start'), end: given(labels, 'end'), duration: given(labels, 'duration') },
        mail.receivedAt,
      ),
      totalBytes: parseBytes(given(labels, 'size')),
      remark: given(labels, 'error').slice(0, 4000) || null,
    },
  ]
}

/** The labelled result and the subject; only where neither says anything, the sentences about the operation. */
function wordingsOf(subject: string, lines: readonly string[], result: string, name: string): string[] {
  const isAboutTask = PRODUCT.test(subject) || name !== ''
  const saysOutcome = isAboutTask && outcomeIn(subject, name) !== null
  const wordings = [result, saysOutcome ? subject : ''].filter((text) => text !== '')
  if (wordings.length > 0) return wordings
  return lines.filter((line) => SENTENCE.test(line) && outcomeIn(line, name) !== null).slice(0, 50)
}

const SENTENCE = /\b(?:operation|task|script|backup|image|imaging|process|job)\b/i
