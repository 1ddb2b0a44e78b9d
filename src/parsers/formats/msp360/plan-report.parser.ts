import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { given, labelled } from '../../support/known-labels.ts'
import { runTimes } from '../../support/run-times.ts'
import { parseBytes } from '../../support/sizes.ts'
import { type Labels, readLabels } from './labels.ts'
import { judge } from './outcome.ts'
import { nameInHeading, nameInSubject } from './plan-name.ts'

/** The report of one run of a plan. */
export const msp360PlanReport: Parser = {
  id: 'msp360-plan-report',
  version: 2,
  software: 'MSP360',
  types: ['Backup'],
  description:
    'Plan reports of MSP360 (CloudBerry) and of products under another brand. Built without a received sample: heading, some labels and "Errors occurred" are known from a fragment, the German words and the labels Plan-Name and Backup-Dauer from a public script; all else is inferred.',
  origin: 'manual only',
  criteria: {
    subjectContains: ['MSP360', 'CloudBerry', 'erfolgreich', 'WARNUNGEN'],
    bodyContains: ['"<plan>" Report', 'Backup type', 'Plan-Name', 'Backup-Dauer'],
  },
  examples: ['Nightly files - Success', 'Backups Errors occurred', 'Backup erfolgreich: Nachtsicherung'],
  informational: false,
  cadence: 'report',
  match: (mail) => isOurs(mail) && !/statusbericht/i.test(mail.subject.slice(0, 1000)),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  if (!isOurs(mail) || /statusbericht/i.test(mail.subject.slice(0, 1000))) return null
  const labels = readLabels(mail.lines)
  const name = labelled(labels, 'plan') ?? nameInHeading(mail.lines) ?? nameInSubject(mail.subject)
  const verdict = judge(mail.subject, labels, name)
  if (!name || !verdict || !isReport(mail, labels)) return null
  const about = `${labelled(labels, 'type') ?? ''} ${mail.subject.slice(0, 300).replace(name, ' ')}`
  const isCheck = /\b(?:restore|consistency check)\b|wiederherstellung|konsistenzprüfung/i.test(about)
  return [
    {
      ...BLANK_RESULT,
      software: 'MSP360',
      type: 'Backup',
      jobName: name,
      host: labelled(labels, 'host'),
      companyName: labelled(labels, 'company'),
      ...verdict,
      ...runTimes(
        { start: given(labels, 'start'), end: given(labels, 'end'), duration: given(labels, 'duration') },
        mail.receivedAt,
      ),
      totalBytes: parseBytes(labelled(labels, 'total') ?? ''),
      transferredBytes: parseBytes(labelled(labels, 'transferred') ?? ''),
      remark: labelled(labels, 'message'),
      isCheck,
      informational: isCheck && verdict.status === 'success',
    },
  ]
}

/** The name of the product, or what only its reports have: other brands take the name out. */
function isOurs(mail: ReadMail): boolean {
  const head = [mail.subject, mail.fromName, mail.fromAddress].map((text) => text.slice(0, 1000)).join(' ')
  if (/\b(?:msp360|cloudberry|mspbackups)/i.test(head)) return true
  if (/\bacronis/i.test(head) || /\bacronis/i.test(mail.text)) return false
  if (/\b(?:msp360|cloudberry|mspbackups)\b/i.test(mail.text)) return true
  if (/\bplan-name\b/i.test(mail.text) && /\bbackup-dauer\b/i.test(mail.text)) return true
  return /\bbackup type\b/i.test(mail.text) && nameInHeading(mail.lines) !== null
}

/** Somebody who writes about a plan uses none of the labels. */
function isReport(mail: ReadMail, labels: Labels): boolean {
  const keys = new Set(labels.values.map((each) => each.key))
  return nameInHeading(mail.lines) !== null || (keys.has('plan') && keys.size > 1) || keys.size > 2
}
