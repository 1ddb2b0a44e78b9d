import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { labelled } from '../../support/known-labels.ts'
import { readFrame } from './frame.ts'
import { readSnapshotLabels } from './labels.ts'
import { judge } from './outcome.ts'
import { synologyResult } from './report.ts'
import { REPLICATION_SENTENCES } from './snapshot-sentences.ts'
import { fillTemplate } from './templates.ts'

/** Replications of a shared folder or LUN to another NAS; the folder or LUN is the job. */
export const synologySnapshotReplication: Parser = {
  id: 'synology-snapshot-replication',
  version: 2,
  software: 'Synology',
  types: ['Snapshot Replication'],
  description:
    'Replications of Snapshot Replication on Synology NAS. Switchovers, failovers and their tests are read as checks. Built from the message tables of DSM in English, Dutch, German and French.',
  origin: 'vendor template',
  criteria: {
    subjectContains: ['Replication task', 'Replicatietaak', 'Replikationsaufgabe', 'tâche de réplication'],
    subjectMatches: ['Replication task … from <NAS> (<share>) to <NAS> (<share>)'],
    bodyContains: ['Snapshot Replication', 'Source server:'],
  },
  examples: [
    'The replication task has completed the scheduled replication from NAS-01 (homes) to NAS-02 (homes-1)',
    'Replication task failed to perform scheduled replication to NAS-01 (homes)',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => REPLICATION.test(mail.subject) || readFrame(mail).lines.some((line) => PRODUCT.test(line)),
  parse,
}

const REPLICATION = /repli[ck]ati|réplication/i
const PRODUCT = /snapshot replication/i
/** Operations on a replication that are none themselves. */
const OPERATION =
  /switch-?over|fail-?over|re-?protect|\bexport|\bimport(?:ed|ing)?\b|overschakel|schwenk|umschalt|basculement|bascule/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const frame = readFrame(mail)
  const labels = readSnapshotLabels(frame)
  const opening = labels.rest[0] ?? ''
  const sentences = [frame.subject, ...opening.split(/(?<=[.!]) /).slice(0, 2)]
  const said = sentences
    .map((text) => fillTemplate(text, REPLICATION_SENTENCES))
    .find((each) => each !== null)
  const source = serverAndShare(labelled(labels, 'source'))
  const isOurs = said || (source && (REPLICATION.test(frame.subject) || PRODUCT.test(labels.rest.join(' '))))
  const jobName = source?.share ?? said?.slots.x ?? serverAndShare(frame.subject)?.share
  if (!isOurs || !jobName) return null

  const verdict = said
    ? { status: said.says, statusText: frame.subject || opening }
    : judge(REPLICATION.test(frame.subject) ? frame.subject : null, { text: opening, names: [jobName] })
  return [
    synologyResult(frame, mail.receivedAt, {
      type: 'Snapshot Replication',
      jobName,
      host: frame.closingHost ?? source?.server ?? said?.slots.A ?? null,
      verdict,
      sentences: labels.rest,
      isCheck: !said && OPERATION.test(`${frame.subject} ${opening}`),
    }),
  ]
}

/** `NAS-01 (homes)` as a value, where the share's own name may hold parentheses, else the first one in a sentence. */
function serverAndShare(text: string | null): { server: string; share: string } | null {
  const found = WHOLE.exec(text ?? '') ?? INSIDE.exec((text ?? '').slice(0, 400))
  return found?.[1] && found[2] ? { server: found[1], share: found[2] } : null
}

const WHOLE = /^(\S{1,64}) \((.{1,200})\)$/
const INSIDE = /(\S{1,64}) \(([^()]{1,128})\)/
