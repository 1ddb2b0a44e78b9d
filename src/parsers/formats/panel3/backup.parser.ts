import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { everydayLabels, given, readKnownLabels } from '../../support/known-labels.ts'
import { runTimes } from '../../support/run-times.ts'
import { parseBytes } from '../../support/sizes.ts'
import { outcomeIn, verdictOn } from './outcome.ts'
import { nameIn } from './subject.ts'

/** A mail of Panel3 about a backup. */
export const panel3Backup: Parser = {
  id: 'panel3-backup',
  version: 2,
  software: 'Panel3',
  types: ['Backup'],
  description:
    'Backup mails of Panel3, from subject and labelled lines in English and Dutch. Built without a received sample or any documentation: all wordings are inferred, and an unknown one is a warning.',
  origin: 'manual only',
  criteria: {
    fromContains: ['Panel3'],
    subjectContains: ['Panel3', 'backup'],
    bodyContains: ['Panel3', 'backup'],
  },
  examples: ['Panel3: backup of srv01 successful', 'Panel3: backup of srv01 failed'],
  informational: false,
  cadence: 'report',
  match: (mail) => isBackupOfPanel3(mail),
  parse: (mail) => (isBackupOfPanel3(mail) ? readBackup(mail) : null),
}

const MAX_LINES = 2000

/** The product's name in sender, subject or body, and a word for backup beside it. */
function isBackupOfPanel3(mail: ReadMail): boolean {
  const said = [mail.fromName, mail.fromAddress, mail.subject, ...mail.lines.slice(0, MAX_LINES)]
  const texts = said.map((text) => text.slice(0, 500))
  return (
    texts.some((text) => /\bpanel ?3\b/i.test(text)) && texts.some((text) => /\bback-?ups?\b/i.test(text))
  )
}

function isSender({ fromName, fromAddress }: ReadMail): boolean {
  return /\bpanel ?3\b/i.test(`${fromName} ${fromAddress}`.slice(0, 1000))
}

const WORDS = {
  job: ['Backup Job', 'Job Name', 'Job', 'Backup Name', 'Task', 'Taak', 'Back-uptaak', 'Backuptaak', 'Naam'],
  result: ['Backup Status', 'Status', 'Result', 'Resultaat'],
  host: ['Server', 'Host', 'Hostname', 'Computer'],
  start: ['Start Time', 'Started', 'Starttijd', 'Gestart'],
  end: ['End Time', 'Finished', 'Completed at', 'Eindtijd', 'Beëindigd'],
  duration: ['Duration', 'Duur'],
  size: ['Total Size', 'Size', 'Grootte', 'Omvang'],
  error: ['Error', 'Error Message', 'Message', 'Details', 'Fout', 'Foutmelding'],
}
const LABELS = everydayLabels(WORDS)

function readBackup(mail: ReadMail): ReportedResult[] | null {
  const lines = mail.lines.slice(0, MAX_LINES).map((line) => line.slice(0, 500))
  const labels = readKnownLabels(lines, LABELS)
  const jobName = given(labels, 'job') || nameIn(mail.subject)
  const saysOutcome = outcomeIn(mail.subject, jobName) !== null
  const said = [given(labels, 'result'), saysOutcome ? mail.subject : ''].filter((text) => text !== '')
  // The product's own mail about a job that says nothing we know is still about that job.
  const wordings = said.length === 0 && given(labels, 'job') && isSender(mail) ? [mail.subject] : said
  if (!jobName || wordings.length === 0) return null

  return [
    {
      ...BLANK_RESULT,
      software: 'Panel3',
      type: 'Backup',
      jobName: jobName.slice(0, 200),
      host: given(labels, 'host').slice(0, 200) || null,
      ...verdictOn({ wordings, name: jobName, body: lines }),
      ...runTimes(
        { start: given(labels, 'start'), end: given(labels, 'end'), duration: given(labels, 'duration') },
        mail.receivedAt,
      ),
      totalBytes: parseBytes(given(labels, 'size')),
      remark: given(labels, 'error').slice(0, 4000) || null,
    },
  ]
}
