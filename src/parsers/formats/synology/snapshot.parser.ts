import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { labelled } from '../../support/known-labels.ts'
import { readFrame } from './frame.ts'
import { readSnapshotLabels } from './labels.ts'
import { judge } from './outcome.ts'
import { synologyResult } from './report.ts'
import { SNAPSHOT_SENTENCES } from './snapshot-sentences.ts'
import { hostInSentence } from './task-sentence.ts'
import { fillTemplate } from './templates.ts'

/** Snapshots that failed; apart from the replications, because nothing is sent when one succeeds. */
export const synologySnapshot: Parser = {
  id: 'synology-snapshot',
  version: 2,
  software: 'Synology',
  types: ['Snapshot Replication'],
  description:
    'Failed snapshots of a shared folder or LUN on Synology NAS, of which a success is never mailed. Built from the message tables of DSM in English, Dutch, German and French.',
  origin: 'vendor template',
  criteria: {
    subjectContains: ['snapshot', 'Schnappschuss', 'instantané'],
    subjectMatches: ['Failed to take a snapshot for shared folder <share> on <NAS>'],
    bodyContains: ['Snapshot Replication'],
  },
  examples: ['Failed to take a snapshot for shared folder homes on NAS-01'],
  informational: false,
  cadence: 'event',
  match: (mail) => SNAPSHOT.test(mail.subject) || SNAPSHOT.test(readFrame(mail).lines[0] ?? ''),
  parse,
}

const SNAPSHOT = /snapshot|schnappschuss|instantané/i
const SNAPSHOT_ITSELF = /(?:snapshot|schnappschuss|instantané)(?! replication)/i
const PRODUCT = /snapshot replication/i

function parse(mail: ReadMail): ReportedResult[] | null {
  const frame = readFrame(mail)
  const labels = readSnapshotLabels(frame)
  const said =
    fillTemplate(frame.subject, SNAPSHOT_SENTENCES) ??
    fillTemplate(labels.rest[0]?.split('. ')[0] ?? '', SNAPSHOT_SENTENCES)
  const opening = labels.rest[0] ?? ''
  const isOurs =
    said || (SNAPSHOT_ITSELF.test(opening.split('. ')[0] ?? '') && PRODUCT.test(labels.rest.join(' ')))
  const jobName = labelled(labels, 'share', 'lun') ?? said?.slots.x
  if (!isOurs || !jobName) return null
  const host = said?.slots.A ?? hostInSentence(opening) ?? frame.closingHost
  return [
    synologyResult(frame, mail.receivedAt, {
      type: 'Snapshot Replication',
      jobName,
      host,
      verdict: said
        ? { status: said.says, statusText: frame.subject || opening }
        : judge(null, { text: opening, names: [jobName, host] }),
      sentences: labels.rest,
    }),
  ]
}
