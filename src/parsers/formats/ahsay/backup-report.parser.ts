import { worstStatus } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { parseBytes } from '../../support/sizes.ts'
import { type Block, readBlocks } from './report-blocks.ts'
import { statusOf } from './statuses.ts'
import { readReportSubject, type SubjectFacts, timeOfJobId } from './subject.ts'

/** The report of one run of a backup set, with one result for each destination. */
export const ahsayBackupReport: Parser = {
  id: 'ahsay-backup-report',
  version: 1,
  software: 'Ahsay',
  types: ['Backup'],
  description:
    'Backup reports of AhsayCBS and of products built on it: one job for each destination of a backup set, its host is the backup user. Built from known subjects in English and Italian and from the labels of the body, without a received sample; the Dutch subject and the layout of older versions are inferred.',
  origin: 'manual only',
  criteria: {
    subjectMatches: ['Backup Report [<status>] > <user> > <backup set> > <date>'],
    subjectContains: ['Report di backup [', 'Backup Summary:', 'Backup Samenvatting:'],
    bodyContains: ['Backup Set', 'Destination', 'Job Status'],
  },
  examples: [
    'Backup Report [OK] > bakery > File server > 2026-11-10-01-00-00',
    'Report di backup [Errore] > bakery > File server > 2026-11-10-01-00-00',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => readReportSubject(mail.subject) !== null || blocksOf(mail).some(isWhole),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const subject = readReportSubject(mail.subject)
  const blocks = blocksOf(mail).filter((block) => subject !== null || isWhole(block))
  const used: readonly Block[] = blocks.length > 0 ? blocks : [{}]
  const results = used.flatMap((block) => resultOf(block, subject, used.length === 1, mail.receivedAt))
  return withKeys(results)
}

const STATUS_LABEL = /(?:job|backup) status|stato (?:del )?processo|taakstatus|back-?up-?set/i

function blocksOf(mail: ReadMail): Block[] {
  const blocks = STATUS_LABEL.test(mail.text) ? readBlocks(mail.lines) : []
  if (blocks.length > 0 || !STATUS_LABEL.test(mail.htmlText)) return blocks
  return readBlocks(mail.htmlText.split('\n'))
}

/** Labels enough to know the report by, whatever its subject says. */
function isWhole(block: Block): boolean {
  return [block.set, block.status, block.destination, block.job ?? block.user].every(
    (value) => value !== undefined,
  )
}

function resultOf(
  block: Block,
  subject: SubjectFacts | null,
  isOnly: boolean,
  near: string | null,
): ReportedResult[] {
  const set = block.set ?? subject?.set
  if (!set) return []
  // The subject has one word for all destinations, so it says something about one only where there is no other.
  const words = [block.status, isOnly || !block.status ? subject?.status : undefined].filter(
    (word) => word !== undefined,
  )
  const statuses = words.map((word) => statusOf(word))
  const status = worstStatus(statuses)
  const times = timesOf(block, near)
  return [
    {
      ...BLANK_RESULT,
      software: 'Ahsay',
      type: 'Backup',
      jobName: block.destination ? `${set} > ${block.destination}` : set,
      host: block.user ?? subject?.user ?? null,
      status,
      statusText: words[statuses.indexOf(status)] ?? 'no status given',
      startedAt: times.start ?? timeOfJobId(block.job ?? subject?.jobId ?? ''),
      endedAt: times.end,
      totalBytes: block.size ? parseBytes(block.size) : null,
    },
  ]
}

/** `17/09/2026 23:10:22 CEST - 17/09/2026 23:15:40 CEST` */
function timesOf(block: Block, near: string | null): { start: string | null; end: string | null } {
  const [start = '', end = ''] = (block.time ?? '').split(/ [-–] /)
  return { start: parseLocalDateTime(start, near), end: parseLocalDateTime(end, near) }
}

/** Each result under its job's name; a number tells equal ones apart. */
function withKeys(results: readonly ReportedResult[]): ReportedResult[] {
  if (results.length === 1) return [...results]
  const seen = new Map<string, number>()
  return results.map((result) => {
    const name = result.jobName.toLowerCase()
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { ...result, key: count === 1 ? name : `${name} #${count}` }
  })
}
