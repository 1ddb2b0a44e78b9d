import { BLANK_RESULT, type Parser } from '../../parser.ts'
import { statusInSubject } from './statuses.ts'

/** A Veeam mail whose body was lost on the way (text only): the default subject still says which job and how it went. */
export const veeamSubjectOnly: Parser = {
  id: 'veeam-subject-only',
  version: 1,
  software: 'Veeam',
  types: ['Backup Job', 'Configuration Backup'],
  description:
    'Reads the default subject of a job mail when the body has no table: status in brackets, job name, number of objects. The type is then taken for a backup job.',
  origin: 'vendor template',
  criteria: { fromContains: ['veeam'], subjectMatches: ['[Status] Job name (N objects)'] },
  examples: ['[Warning] Daily servers (4 objects) 1 warning'],
  informational: false,
  cadence: 'report',
  match: (mail) =>
    /veeam/i.test(`${mail.fromAddress} ${mail.fromName} ${mail.plain.slice(0, 5000)}`) &&
    statusInSubject(mail.subject) !== null,
  parse(mail) {
    if (mail.document && /<table/i.test(mail.htmlText) === false && mail.htmlText.length > 400) return null
    const said = statusInSubject(mail.subject)
    const name =
      /\[[A-Za-z]{1,20}\]\s{0,3}(.{1,300}?)\s{0,3}\(\d{1,6} (?:objects|VMs|instances|hosts|databases)\)/
        .exec(mail.subject)?.[1]
        ?.trim()
    if (!said || !name) return null
    const type = name === 'Backup Configuration Job' ? 'Configuration Backup' : 'Backup Job'
    return [
      { ...BLANK_RESULT, software: 'Veeam', type, jobName: name, status: said.status, statusText: said.word },
    ]
  },
}
