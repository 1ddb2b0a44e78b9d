import type { Status } from '../../../domain/status.ts'
import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { labelled } from '../../support/known-labels.ts'
import { parseBytes } from '../../support/sizes.ts'
import { readFrame } from './frame.ts'
import { readHyperBackup } from './hyper-backup-mail.ts'
import { readTaskLabels } from './labels.ts'
import { judge, outcomeIn } from './outcome.ts'
import { synologyResult } from './report.ts'
import { hostAtEnd } from './task-sentence.ts'

/** Backups, restores and integrity checks of Hyper Backup. */
export const synologyHyperBackup: Parser = {
  id: 'synology-hyper-backup',
  version: 2,
  software: 'Synology',
  types: ['Hyper Backup'],
  description:
    'Hyper Backup on Synology NAS (DSM 6 and 7): backups, and as checks its restores and integrity checks. Built from received mails and the message tables of DSM in English, Dutch, German and French; failure subjects of DSM 7 in other languages than English are inferred.',
  origin: 'received',
  criteria: {
    subjectMatches: [
      '<destination type> - <task> <outcome> on <NAS>',
      'Data backup task on <NAS> <outcome>',
      'Integrity check for <task> on <NAS> <outcome>',
    ],
    bodyContains: ['Backup Task:', 'Backup Destination:', 'Hyper Backup'],
  },
  examples: [
    '[Prefix] Network Backup - Nightly successful on NAS-01',
    'Data backup task on NAS-01 failed',
    'Netwerkback-up - Nacht gedeeltelijk voltooid op NAS-01',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => {
    const frame = readFrame(mail)
    return frame.isSynology || hostAtEnd(frame.subject, frame.closingHost) !== null
  },
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const frame = readFrame(mail)
  const labels = readTaskLabels(frame)
  const report = readHyperBackup(frame, labels)
  if (!report) return null
  const names = [report.jobName, report.host]
  const read = report.isIntegrityCheck ? integrityIn : outcomeIn
  const totalSize = labelled(labels, 'totalSize')
  return [
    {
      ...synologyResult(frame, mail.receivedAt, {
        type: 'Hyper Backup',
        jobName: report.jobName,
        host: report.host,
        verdict: judge(report.outcome, { text: labels.rest[0] ?? '', names }, read),
        times: { start: labelled(labels, 'start'), duration: labelled(labels, 'duration') },
        sentences: labels.rest,
        isCheck: report.isCheck,
      }),
      totalBytes: totalSize ? parseBytes(totalSize) : null,
    },
  ]
}

const NO_ERRORS =
  /\b(?:no|without|without any|geen|zonder|keinen?|ohne|aucune|sans|nessun|senza) (?:errors?|fouten|fehlern?|erreurs?|errore|errori)\b/gi
const ERRORS =
  /\b(?:errors?|fouten|fehlern?|erreurs?|errore|errori|corrupt\w{0,10}|damaged|beschadigd|beschädigt|endommagé)/i

/** A check that found errors is a failed one, even though the check itself was completed. */
function integrityIn(wording: string): Status | null {
  const said = wording.replace(NO_ERRORS, '')
  return ERRORS.test(said) ? 'failed' : outcomeIn(said)
}
