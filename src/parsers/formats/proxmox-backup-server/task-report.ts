import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedObject, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { labelledLines, labelValue } from '../../support/labelled-lines.ts'

/** What differs between the task mails of a Proxmox Backup Server. */
export type TaskKind = {
  id: string
  type: string
  description: string
  examples: readonly string[]
  /** How the subject begins, in words. */
  subjectWords: string
  /** The same as a pattern with the groups `outcome` (its wording), `datastore` and, where printed, `id` (the job's). */
  subject: RegExp
  /** The words with which the body's sentence about the outcome begins, lower case. */
  sentence: string
  /** The vendor's objects, for the kinds that list any. */
  objects?(lines: readonly string[], status: Status): ReportedObject[]
  /** Facts that only this kind prints. */
  facts?(labels: Map<string, string>): Partial<ReportedResult>
}

/** A parser for one kind of task mail: they all share sender, labels and the sentence about the outcome. */
export function taskParser(kind: TaskKind): Parser {
  return {
    id: kind.id,
    version: 1,
    software: 'Proxmox Backup Server',
    types: [kind.type],
    description: kind.description,
    origin: 'vendor template',
    criteria: {
      fromContains: ['Proxmox Backup Server'],
      subjectContains: [kind.subjectWords],
      bodyContains: ['Datastore:'],
    },
    examples: kind.examples,
    informational: false,
    cadence: 'report',
    match: (mail) =>
      kind.subject.test(mail.subject) ||
      (isFromServer(mail) && mail.lines.some((line) => outcomeIn(line, kind.sentence) !== null)),
    parse: (mail) => parseTask(mail, kind),
  }
}

function parseTask(mail: ReadMail, kind: TaskKind): ReportedResult[] | null {
  const labels = labelledLines(mail.lines)
  const subject = kind.subject.exec(mail.subject)?.groups
  const jobName =
    labelValue(labels, 'Job ID') ?? subject?.id ?? labelValue(labels, 'Datastore') ?? subject?.datastore
  if (!jobName) return null

  const wordings = [subject?.outcome ?? '', ...mail.lines.map((line) => outcomeIn(line, kind.sentence) ?? '')]
    .map((wording) => wording.trim())
    .filter((wording) => wording !== '')
  const status = statusOf(wordings)
  return [
    {
      ...BLANK_RESULT,
      software: 'Proxmox Backup Server',
      type: kind.type,
      jobName,
      host: nodeOf(mail),
      status,
      statusText: wordings[0]?.slice(0, 500) ?? '',
      objects: kind.objects?.(mail.lines, status) ?? [],
      remark: status === 'success' ? null : errorOf(mail.lines, kind.sentence),
      ...kind.facts?.(labels),
    },
  ]
}

/** Every wording about the outcome must be the vendor's own word for success. */
function statusOf(wordings: readonly string[]): Status {
  if (wordings.some((wording) => /^failed\b/i.test(wording))) return 'failed'
  return wordings.length > 0 && wordings.every((wording) => /^successful\b/i.test(wording))
    ? 'success'
    : 'warning'
}

/** The wording after the words that open the outcome sentence (`Pruning failed: …` → `failed: …`); null on any other line. */
function outcomeIn(line: string, sentence: string): string | null {
  if (line.slice(0, sentence.length).toLowerCase() !== sentence) return null
  return /^ (\w.{0,1000})/.exec(line.slice(sentence.length, 1500))?.[1] ?? null
}

/** What is printed after `… failed:`, up to the hint that closes the mail. */
function errorOf(lines: readonly string[], sentence: string): string | null {
  const start = lines.findIndex((line) => outcomeIn(line, sentence) !== null)
  if (start < 0) return null
  const following = lines.slice(start, start + 40)
  const hint = following.findIndex((line) => line.startsWith('Please visit the web interface'))
  return (
    following
      .slice(0, hint < 0 ? undefined : hint)
      .join('\n')
      .trim()
      .slice(0, 4000) || null
  )
}

function isFromServer(mail: ReadMail): boolean {
  return /proxmox backup server/i.test(mail.fromName)
}

/**
 * The node, from the sender's name (`Proxmox Backup Server - <node>`), else from `root@<node>.<domain>`, else from the
 * link to the web interface; always the short name, so that a job keeps its identity whichever of them is there.
 */
function nodeOf(mail: ReadMail): string | null {
  const named = /proxmox backup server - ([\w.-]{1,255})/i.exec(mail.fromName)?.[1]
  const address = /^root@([\w.-]{1,255})$/.exec(mail.fromAddress)?.[1]
  const link = mail.lines.find((line) => /^<?https:\/\//.test(line))
  const linked = /^<?https:\/\/([\w.-]{1,255}):/.exec(link ?? '')?.[1]
  return (named ?? address ?? linked)?.split('.')[0] ?? null
}
