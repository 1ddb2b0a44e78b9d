import { BLANK_OBJECT, BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { labelledLines, labelValue } from '../../support/labelled-lines.ts'
import { readOutcome } from './outcome.ts'

/** The result of a VM that Altaro (Hornetsecurity) VM Backup reports. */
export const altaroResult: Parser = {
  id: 'altaro-result',
  version: 1,
  software: 'Altaro',
  types: ['Backup'],
  description:
    "Results of Altaro (Hornetsecurity) VM Backup, one for each VM. Built without a received sample: only the record of the event log is known, with its heading, the VM's name and the error code.",
  origin: 'manual only',
  criteria: {
    subjectContains: ['Altaro', 'Hornetsecurity VM Backup'],
    bodyContains: ['Guest VM Name:', 'Backup Result', 'Offsite Copy Result'],
  },
  examples: ['Altaro VM Backup - Backup Result: Success', 'Altaro VM Backup - Backup Result: Failed'],
  informational: false,
  cadence: 'report',
  match: (mail) => isAltaro(mail) && mail.lines.some((line) => VM_LINE.test(line)),
  parse,
}

const VM_LINE = /^[-*•\s]{0,5}(?:guest vm name|vm name|guest vm)\s?:/i
const MAX_VMS = 1000

function parse(mail: ReadMail): ReportedResult[] | null {
  const starts = mail.lines
    .map((line, index) => (VM_LINE.test(line) ? index : -1))
    .filter((index) => index >= 0)
    .slice(0, MAX_VMS)
  const heading = mail.lines.slice(0, starts[0] ?? 0).slice(0, 40)
  const isOnly = starts.length === 1
  const found = new Map<string, ReportedResult>()
  for (const [at, start] of starts.entries()) {
    const block = mail.lines.slice(start, Math.min(starts[at + 1] ?? mail.lines.length, start + 60))
    const result = resultOf(
      block,
      isOnly ? [mail.subject.slice(0, 500), ...heading] : [],
      mail.subject,
      heading,
    )
    // The worst that is said about a VM counts, should it be named twice.
    if (result && found.get(result.jobName)?.status !== 'failed') found.set(result.jobName, result)
  }
  const results = [...found.values()]
  return results.map((result) => (results.length === 1 ? result : { ...result, key: result.jobName }))
}

function resultOf(
  block: readonly string[],
  around: readonly string[],
  subject: string,
  heading: readonly string[],
): ReportedResult | null {
  const labels = labelledLines(block)
  const vm = labelValue(labels, 'Guest VM Name', 'VM Name', 'Guest VM')?.slice(0, 255)
  if (!vm) return null
  const { status, statusText } = readOutcome(block, around)
  const title = [subject.slice(0, 500), ...heading].join('\n')
  return {
    ...BLANK_RESULT,
    software: 'Altaro',
    type: 'Backup',
    jobName: vm,
    host: labelValue(labelledLines([...block, ...heading]), 'Host', 'Host Name', 'Hypervisor'),
    status,
    statusText,
    objects: [
      { ...BLANK_OBJECT, name: vm, type: 'vm', status, message: status === 'success' ? null : statusText },
    ],
    kind: /\boffsite copy\b/i.test(title) ? 'offsite copy' : null,
    isCheck: /\bverification\b/i.test(title),
    informational: /\bverification\b/i.test(title) && status === 'success',
  }
}

function isAltaro(mail: ReadMail): boolean {
  const product = /\baltaro\b|\bhornetsecurity vm backup\b/i
  return (
    product.test(`${mail.subject.slice(0, 500)} ${mail.fromName}`) || product.test(mail.text.slice(0, 20_000))
  )
}
