import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseLocalDateTime } from '../../support/dates.ts'
import { countOf, labelled } from '../../support/known-labels.ts'
import { parseBytes } from '../../support/sizes.ts'
import { type Verdict, withoutNames, worstOf } from '../../support/verdicts.ts'
import { type Labels, readLabels } from './labels.ts'
import { outcomeIn, outcomeOfSentence } from './outcome.ts'
import { nameInSubject } from './subject.ts'

/** The report of one Iperius backup. */
export const iperiusBackup: Parser = {
  id: 'iperius-backup',
  version: 2,
  software: 'Iperius',
  types: ['Backup'],
  description:
    'Reports of Iperius Backup. Built without a received sample: the German labels and the German, Spanish and French words for the outcome are known from public scripts, the English and Italian ones and all labels for names are inferred.',
  origin: 'manual only',
  criteria: {
    subjectContains: ['Iperius'],
    bodyContains: ['Iperius', 'Backup starten:', 'Backup abgeschlossen:', 'Größe der kopierten Daten:'],
  },
  examples: [
    'Iperius Backup: Nightly - Backup completed successfully',
    'Backup erfolgreich abgeschlossen: Nachtsicherung',
    'Copia de seguridad finalizada con errores - Servidor',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => namesIperius(mail) || hasItsLabels(mail),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const labels = readLabels(mail.lines)
  if (!isReport(mail, labels)) return null
  const name = labelled(labels, 'job') ?? nameInSubject(mail.subject)
  const verdict = judge(mail.subject, labels, name)
  if (!verdict) return null
  const copied = labelled(labels, 'copied')
  return [
    {
      ...BLANK_RESULT,
      software: 'Iperius',
      type: 'Backup',
      jobName: name ?? 'Backup',
      host: labelled(labels, 'host'),
      ...verdict,
      startedAt: parseLocalDateTime(labelled(labels, 'start') ?? '', mail.receivedAt),
      endedAt: parseLocalDateTime(labelled(labels, 'end') ?? '', mail.receivedAt),
      transferredBytes: copied ? parseBytes(copied) : null,
      remark: labelled(labels, 'message'),
    },
  ]
}

function namesIperius(mail: ReadMail): boolean {
  const sender = `${mail.fromName.slice(0, 500)} ${mail.fromAddress.slice(0, 500)}`
  return /\biperius/i.test(`${mail.subject.slice(0, 2000)} ${sender}`) || /\biperius/i.test(mail.text)
}

/** The German report names the product nowhere, but no other has these labels. */
function hasItsLabels(mail: ReadMail): boolean {
  return (
    /backup starten ?:/i.test(mail.text) &&
    /(?:backup abgeschlossen|größe der kopierten daten) ?:/i.test(mail.text)
  )
}

/** Somebody who writes about a failed Iperius backup uses the same words, but neither its labels nor its sender. */
function isReport(mail: ReadMail, labels: Labels): boolean {
  const keys = new Set(labels.values.map((each) => each.key))
  if (keys.has('start') || keys.has('end') || keys.has('copied')) return true
  const isSender = /\biperius/i.test(`${mail.fromName.slice(0, 500)} ${mail.fromAddress.slice(0, 500)}`)
  return (
    (isSender || /^(?:\[[^\]]{0,100}\] ?)?iperius/i.test(mail.subject)) && mail.text.length < MAX_UNLABELLED
  )
}

const MAX_UNLABELLED = 20_000

/** The worst of what the subject, the status line, the sentences and the counts say; null when the mail tells of no run. */
function judge(subject: string, labels: Labels, name: string | null): Verdict | null {
  const status = labelled(labels, 'status')
  const said: Verdict[] = []
  const add = (text: string, found: Status | null): void => {
    if (found) said.push({ status: found, statusText: text })
  }
  add(subject.slice(0, 300), outcomeIn(withoutNames(subject.slice(0, 1000), name)))
  if (status) add(status, outcomeIn(status) ?? 'warning')
  for (const line of labels.rest.slice(0, MAX_SENTENCES)) {
    add(line.slice(0, 300), outcomeOfSentence(withoutNames(line.slice(0, 1000), name)))
  }
  if (said.length === 0 && !labelled(labels, 'start') && !labelled(labels, 'end')) return null
  if (said.length === 0)
    said.push({ status: 'warning', statusText: subject.slice(0, 300) || 'no outcome named' })
  if (countOf(labels, 'errors') > 0) add(`errors: ${countOf(labels, 'errors')}`, 'failed')
  if (countOf(labels, 'warnings') > 0) add(`warnings: ${countOf(labels, 'warnings')}`, 'warning')
  return worstOf(said)
}

const MAX_SENTENCES = 40
