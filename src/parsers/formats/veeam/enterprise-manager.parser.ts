import { type Status, worstStatus } from '../../../domain/status.ts'
import {
  BLANK_OBJECT,
  BLANK_RESULT,
  type Parser,
  type ReportedObject,
  type ReportedResult,
} from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { parseBytes } from '../../support/sizes.ts'
import { isOutcome, type JobBlock, readJobBlocks } from './enterprise-manager-blocks.ts'
import { keepWorst } from './keep-worst.ts'
import type { ObjectRow } from './object-rows.ts'
import { htmlRows, textRows } from './report-rows.ts'
import { overallStatus, statusOfWord } from './statuses.ts'

/** The daily mail of Enterprise Manager: every job of every backup server that ran in the last 24 hours. */
export const veeamEnterpriseManager: Parser = {
  id: 'veeam-enterprise-manager',
  version: 1,
  software: 'Veeam',
  types: ['Enterprise Manager'],
  description:
    "Enterprise Manager's daily mail: one result a job, its host is the backup server in the headline's parentheses, one object a machine.",
  origin: 'screenshot',
  criteria: {
    subjectMatches: ['Last 24 hours: N Errors, N Warnings, N Successes'],
    bodyContains: ['Performance Rate'],
  },
  examples: ['Last 24 hours: 1 Errors, 0 Warnings, 12 Successes'],
  informational: false,
  cadence: 'report',
  match: (mail) => isSubject(mail.subject) || /performance rate/i.test(mail.text),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const blocks = blocksOf(mail)
  if (blocks.length === 0) return null
  const results = blocks.map((block) => resultOf(block, mail.receivedAt))
  return keepWorst(results, (result) => result.key)
}

function blocksOf(mail: ReadMail): JobBlock[] {
  for (const rows of [htmlRows(mail), textRows(mail)]) {
    const blocks = readJobBlocks(rows)
    const isDigest =
      blocks.some((block) => block.hasRate) ||
      (isSubject(mail.subject) && blocks.some((block) => isOutcome(block.outcome)))
    if (isDigest) return blocks
  }
  return []
}

function isSubject(subject: string): boolean {
  return /\blast \d{1,3} hours?\b/i.test(subject.slice(0, 500))
}

function resultOf(block: JobBlock, near: string | null): ReportedResult {
  const objects = block.objects.map((row) => reportedObject(row, near))
  const { status, statusText } = overallStatus({
    word: decisiveWord(block.outcome),
    background: block.background,
    subjectWord: null,
    words: block.objects.map(({ status }) => ({ word: status, status: statusOfRow(status) })),
  })
  return {
    ...BLANK_RESULT,
    key: block.headline.toLowerCase(),
    software: 'Veeam',
    type: 'Enterprise Manager',
    jobName: block.jobName,
    host: block.server,
    status,
    statusText: block.outcome || statusText,
    // A machine may have had several sessions that day.
    objects: keepWorst(objects, (object) => object.name.toLowerCase()),
    startedAt: objects.flatMap((object) => object.startedAt ?? []).sort()[0] ?? null,
    endedAt:
      objects
        .flatMap((object) => object.endedAt ?? [])
        .sort()
        .at(-1) ?? null,
  }
}

/** The worst of the words that are counted above zero; an outcome without such counts as it stands. */
function decisiveWord(outcome: string): string {
  const counted = [...outcome.slice(0, 200).matchAll(/(\d{1,6}) ([a-z]{2,20})/gi)]
    .filter(([, count]) => Number(count) > 0)
    .map(([, , word = '']) => word.replace(/^(success|error|warning)e?s$/i, '$1'))
  const worst = worstStatus(counted.map(statusOfRow))
  return counted.find((word) => statusOfRow(word) === worst) ?? outcome
}

function statusOfRow(word: string): Status {
  return statusOfWord(word) ?? 'warning'
}

function reportedObject(row: ObjectRow, near: string | null): ReportedObject {
  const status = statusOfRow(row.status)
  const ownWords = statusOfWord(row.status) === null ? row.status : null
  return {
    ...BLANK_OBJECT,
    name: row.name,
    status,
    message: row.details || ownWords || null,
    startedAt: parseLocalDateTime(row.start, near),
    endedAt: parseLocalDateTime(row.end, near),
    sizeBytes: parseBytes(row.size),
    transferredBytes: parseBytes(row.transferred),
  }
}
