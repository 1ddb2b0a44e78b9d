import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { everydayLabels, given, readKnownLabels } from '../../support/known-labels.ts'
import { runTimes } from '../../support/run-times.ts'
import { parseBytes } from '../../support/sizes.ts'
import { nameBeside, opensWith, quotedName, withoutNames } from './job-name.ts'
import { JOB_TYPES, type JobType, jobTypeIn } from './job-type.ts'
import { objectsOf } from './object-rows.ts'
import { judge, outcomeIn } from './outcome.ts'

/** The report of one job run of NAKIVO Backup & Replication. */
export const nakivoJob: Parser = {
  id: 'nakivo-job',
  version: 2,
  software: 'NAKIVO',
  types: JOB_TYPES,
  description:
    'Job run reports of NAKIVO Backup & Replication, in text or HTML. Built without a received sample: the job types and the words for the outcome are known, the layout of the mail is inferred.',
  origin: 'manual only',
  criteria: {
    fromContains: ['NAKIVO'],
    subjectContains: ['job'],
    bodyContains: ['NAKIVO Backup & Replication', 'Backup job for', 'Backup copy job', 'Replication job for'],
  },
  examples: ['Backup job for VMware "Nightly": Successful', 'Backup copy job "Offsite": Failed'],
  informational: false,
  cadence: 'report',
  match: (mail) => isFromNakivo(mail),
  parse: (mail) => {
    if (!isFromNakivo(mail)) return null
    const titled = titleOf(mail)
    return titled && resultOf(mail, titled)
  },
}

const MAX_LINES = 3000

function isFromNakivo(mail: ReadMail): boolean {
  const said = [mail.fromName, mail.fromAddress, mail.subject, ...mail.lines.slice(0, MAX_LINES)]
  return said.some((text) => /nakivo/i.test(text.slice(0, 500)))
}

type Title = { jobType: JobType; text: string }

/** The first text that names the job's type with its platform, the subject before the body; else the first without. */
function titleOf(mail: ReadMail): Title | null {
  const titles: Title[] = []
  for (const text of [mail.subject, ...mail.lines.slice(0, 60)]) {
    const jobType = jobTypeIn(text)
    if (jobType) titles.push({ jobType, text: text.slice(0, 500) })
  }
  return titles.find(({ jobType }) => jobType.isPlatformKnown) ?? titles[0] ?? null
}

const WORDS = {
  name: ['Job name', 'Job'],
  status: ['Job status', 'Job result', 'Status', 'Result', 'Job run result'],
  start: ['Started', 'Start time', 'Job started', 'Started at'],
  end: ['Finished', 'End time', 'Job finished', 'Finished at', 'Completed'],
  duration: ['Duration', 'Total time'],
  processed: ['Data processed', 'Processed', 'Total size', 'Source size'],
  transferred: ['Data transferred', 'Transferred'],
  reason: ['Error', 'Errors', 'Reason', 'Details', 'Message'],
}
const LABELS = everydayLabels(WORDS)

/** A name without quotes is believed in the product's own words only: people write about jobs, too. */
function nameOf(mail: ReadMail, { jobType, text }: Title): string {
  const quoted = quotedName(text) || quotedName(mail.subject)
  if (quoted) return quoted
  const isOwnWords = isSender(mail) || (jobType.isPlatformKnown && opensWith(text, jobType))
  return isOwnWords ? nameBeside(text, jobType) || nameBeside(mail.subject, jobType) : ''
}

function isSender({ fromName, fromAddress }: ReadMail): boolean {
  return /nakivo/i.test(`${fromName} ${fromAddress}`.slice(0, 1000))
}

function resultOf(mail: ReadMail, title: Title): ReportedResult[] | null {
  const lines = mail.lines.slice(0, MAX_LINES).map((line) => line.slice(0, 500))
  const labels = readKnownLabels(lines, LABELS)
  const jobName = given(labels, 'name') || nameOf(mail, title)
  const said = wordingsOf(mail.subject, title, given(labels, 'status'), jobName)
  // The product's own mail about a job that says nothing we know is still about that job.
  const wordings = said.length === 0 && isSender(mail) ? [mail.subject || title.text] : said
  if (!jobName || wordings.length === 0) return null

  const objects = objectsOf(mail)
  const status = judge(wordings, objects)
  return [
    {
      ...BLANK_RESULT,
      software: 'NAKIVO',
      type: title.jobType.type,
      jobName: jobName.slice(0, 200),
      status,
      statusText: (
        wordings.find((wording) => (outcomeIn(wording) ?? 'warning') === status) ??
        wordings[0] ??
        ''
      ).slice(0, 300),
      objects,
      ...runTimes(
        { start: given(labels, 'start'), end: given(labels, 'end'), duration: given(labels, 'duration') },
        mail.receivedAt,
      ),
      totalBytes: parseBytes(given(labels, 'processed')),
      transferredBytes: parseBytes(given(labels, 'transferred')),
      remark: given(labels, 'reason').slice(0, 4000) || null,
    },
  ]
}

/** What the report says about the outcome: the labelled status first, then subject and title without their names. */
function wordingsOf(subject: string, title: Title, status: string, jobName: string): string[] {
  const spoken = [subject, title.text]
    .map((text) => withoutNames(text, title.jobType, jobName))
    .filter((text) => outcomeIn(text) !== null)
  return [...(status === '' ? [] : [status]), ...new Set(spoken)]
}
