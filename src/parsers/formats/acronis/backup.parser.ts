import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { given, labelled } from '../../support/known-labels.ts'
import { runTimes } from '../../support/run-times.ts'
import { parseBytes } from '../../support/sizes.ts'
import { type Labels, namesInSentences, readLabels } from './labels.ts'
import { judge } from './outcome.ts'

/** The notification about one backup of one device. */
export const acronisBackup: Parser = {
  id: 'acronis-backup',
  version: 2,
  software: 'Acronis',
  types: ['Backup'],
  description:
    'Backup notifications of Acronis products in English and German. Built without a received sample: the three classes (succeeded, succeeded with warnings, failed) are named by the manual, labels and sentences are inferred. The daily recap of active alerts is not read.',
  origin: 'manual only',
  criteria: {
    fromContains: ['acronis'],
    subjectContains: ['Backup succeeded', 'Backup succeeded with warnings', 'Backup failed'],
    bodyContains: ['Acronis', 'Plan name:', 'Device:'],
  },
  examples: [
    'Backup failed: SRV-01',
    'Backup fehlgeschlagen auf SRV-01',
    "Task 'Nightly' succeeded on machine 'SRV-01'",
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => namesAcronis(mail) && !isOther(mail.subject),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  if (!namesAcronis(mail) || isOther(mail.subject)) return null
  const labels = readLabels(mail.lines)
  const said = namesInSentences([mail.subject, ...labels.rest])
  const plan = labelled(labels, 'plan') ?? said.plan
  const device = labelled(labels, 'device') ?? said.device
  const verdict = judge(
    {
      subject: mail.subject,
      labels: [labelled(labels, 'alert'), labelled(labels, 'status')],
      sentences: labels.rest,
    },
    [plan, device],
  )
  if ((!plan && !device) || !verdict || !isReport(labels, said)) return null
  const total = labelled(labels, 'total')
  const transferred = labelled(labels, 'transferred')
  return [
    {
      ...BLANK_RESULT,
      software: 'Acronis',
      type: 'Backup',
      jobName: plan ?? 'Backup',
      host: device,
      companyName: labelled(labels, 'company'),
      ...verdict,
      ...timesOf(labels, mail.receivedAt),
      totalBytes: total ? parseBytes(total) : null,
      transferredBytes: transferred ? parseBytes(transferred) : null,
      remark: labelled(labels, 'message'),
    },
  ]
}

/** Somebody who writes about a backup names no plan behind a label, nor plan and device in one sentence. */
function isReport(labels: Labels, said: { plan: string | null; device: string | null }): boolean {
  const isLabelled = labels.values.some(({ key }) => key === 'plan' || key === 'device')
  return isLabelled || (said.plan !== null && said.device !== null)
}

function timesOf(labels: Labels, near: string | null) {
  const end = labelled(labels, 'end', 'time') ?? ''
  return runTimes({ start: given(labels, 'start'), end, duration: given(labels, 'duration') }, near)
}

function namesAcronis(mail: ReadMail): boolean {
  const head = [mail.subject, mail.fromName, mail.fromAddress].map((text) => text.slice(0, 1000)).join(' ')
  return /acronis/i.test(head) || /\bacronis/i.test(mail.text)
}

/** Mails of the same sender that tell of no backup run. */
function isOther(subject: string): boolean {
  return /\b(?:recap|recover\w{0,3}|restor\w{1,5}|validat\w{1,4}|quota|licen[cs]e)|wiederherstell|validierung|zusammenfassung|kontingent|lizenz/i.test(
    subject.slice(0, 1000),
  )
}
