import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { nodeOfSender } from './node.ts'

/** The mail of a Proxmox VE node about a storage replication that failed; nothing is sent when it succeeds. */
export const proxmoxReplication: Parser = {
  id: 'proxmox-replication',
  version: 1,
  software: 'Proxmox VE',
  types: ['Replication'],
  description:
    'Failed storage replications of Proxmox VE nodes; the product sends no mail about successful ones. Built from the templates of the product.',
  origin: 'vendor template',
  criteria: {
    subjectContains: ["Replication Job: '<id>'"],
    bodyContains: ["Replication job '<id>' with target"],
  },
  examples: ["Replication Job: '100-0' failed"],
  informational: false,
  cadence: 'event',
  match: (mail) =>
    IN_SUBJECT.test(mail.subject) || mail.lines.slice(0, 50).some((line) => IN_BODY.test(line)),
  parse,
}

const IN_SUBJECT = /replication job:? '([^']{1,100})' ?(.{0,200})/i
const IN_BODY = /^replication job '([^']{1,100})' with target .{0,300}$/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const subject = IN_SUBJECT.exec(mail.subject)
  const sentence = mail.lines.slice(0, 50).find((line) => IN_BODY.test(line))
  const jobName = subject?.[1] ?? (sentence ? IN_BODY.exec(sentence)?.[1] : undefined)
  if (!jobName) return null
  const wording = subject?.[2]?.trim() || sentence || ''
  const failed = [wording, sentence ?? ''].some((text) => /\bfailed\b/i.test(text))
  return [
    {
      ...BLANK_RESULT,
      software: 'Proxmox VE',
      type: 'Replication',
      jobName,
      host: nodeOfSender(mail),
      status: failed ? 'failed' : 'warning',
      statusText: wording,
      remark: remarkOf(mail.lines),
    },
  ]
}

/** The counters and the error, without the sentence that repeats the subject. */
function remarkOf(lines: readonly string[]): string | null {
  const counters = lines.filter((line) =>
    /^(?:last successful sync|next sync try|failure count):/i.test(line),
  )
  const error = lines.findIndex((line) => /^error:/i.test(line))
  const reason = error < 0 ? [] : lines.slice(error, error + 20)
  return (
    [...counters.slice(0, 3), ...reason]
      .filter((line) => line !== '')
      .join('\n')
      .slice(0, 4000) || null
  )
}
