import { compilePhrases, findPhrase } from '../../support/words.ts'
import type { Frame } from './frame.ts'
import type { TaskLabels } from './labels.ts'
import { resultAtEnd } from './outcome.ts'
import { hostAtEnd, hostInSentence } from './task-sentence.ts'

/** The three older backups of DSM, whose subjects put the result first: `<Result> - <what>[ on <NAS>]`. */
export type DataBackup = {
  what: 'network' | 'lun' | 'sync'
  host: string | null
  /** The result in the subject; null where only the body tells what the mail is about. */
  result: string | null
  isRestore: boolean
}

type About = Pick<DataBackup, 'what' | 'isRestore'>

const SYNC = compilePhrases<About>([
  {
    says: { what: 'sync', isRestore: false },
    phrases: [
      ...['Shared Folder Sync', 'Gedeelde map synchroniseren', 'Synchronisatie gedeelde map'],
      ...['Synchronisatie van gedeelde map', 'Synchronisierung gemeinsamer Ordner'],
      ...['Synchronisierung freigegebener Ordner', 'Synchro du dossier partagé'],
      'Synchronisation du dossier partagé',
    ],
  },
])

const BACKUPS = compilePhrases<About>([
  {
    says: { what: 'lun', isRestore: false },
    phrases: [
      ...['LUN backup', 'LUN-back-up', 'LUN-Datensicherung', 'Sauvegarde du LUN', 'Sauvegarde de LUN'],
      ...['Backup of LUN', 'Back-up van LUN'],
    ],
  },
  {
    says: { what: 'lun', isRestore: true },
    phrases: [
      ...['LUN restore', 'LUN restoration', 'LUN-herstel', 'LUN-Wiederherstellung'],
      ...['Restauration du LUN', 'Restauration de LUN'],
    ],
  },
  {
    says: { what: 'network', isRestore: false },
    phrases: [
      ...[
        'Data backup',
        'Gegevensback-up',
        'Datensicherung',
        'Sauvegarde des données',
        'Public cloud backup',
      ],
      ...['Sauvegarde de données', 'Publieke cloudback-up'],
    ],
  },
  {
    says: { what: 'network', isRestore: true },
    phrases: [
      ...['Data restoration', 'Data restore', 'Gegevensherstel', 'Datenwiederherstellung'],
      ...['Restauration des données', 'Restauration de données'],
    ],
  },
])

/** Where Network Backup writes to; Hyper Backup's sentence about a failure is the same without it. */
const TARGETS = compilePhrases<true>([
  {
    says: true,
    phrases: [
      ...['to remote shared folder', 'to local shared folder', 'to remote volume', 'to local volume'],
      ...['naar extern gedeelde map', 'naar lokaal gedeelde map', 'op extern volume', 'op lokaal volume'],
      ...['in freigegebenen remote-ordner', 'in lokalen freigegebenen ordner', 'remote-volume'],
      ...['dans le dossier distant partagé', 'dans le dossier local partagé', 'volume distant'],
    ],
  },
])

/** Which of the three a mail is about, by its subject, else by its labels and first sentence; null when none. */
export function readDataBackup(frame: Frame, labels: TaskLabels): DataBackup | null {
  const opening = labels.rest[0] ?? ''
  const found = syncSubject(frame.subject, labels) ?? backupSubject(frame) ?? fromBody(opening, labels)
  return found && { ...found, host: found.host ?? hostInSentence(opening) ?? frame.closingHost }
}

/** Text behind the words is the result in French, but may also be the end of another report's subject. */
function syncSubject(subject: string, labels: TaskLabels): DataBackup | null {
  const sync = findPhrase(subject, SYNC)
  if (!sync) return null
  const before = subject
    .slice(0, sync.start)
    .replace(/ ?- ?$/, '')
    .trim()
  const after = subject.slice(sync.end).trim()
  if (after !== '' && !has(labels, 'syncTask')) return null
  return { ...sync.says, host: null, result: resultOf(before) || after || null }
}

function backupSubject(frame: Frame): DataBackup | null {
  const tail = hostAtEnd(frame.subject, frame.closingHost)
  const dash = tail?.before.lastIndexOf(' - ') ?? -1
  if (!tail || dash < 0) return null
  const what = tail.before.slice(dash + 3)
  const about = findPhrase(what, BACKUPS)
  if (!about || about.start > 0 || about.end < what.length) return null
  return { ...about.says, host: tail.host, result: resultOf(tail.before.slice(0, dash)) }
}

/** The known result without the owner's unbracketed prefix, else all that stands there. */
function resultOf(text: string): string {
  return resultAtEnd(text)?.result ?? text
}

function fromBody(opening: string, labels: TaskLabels): DataBackup | null {
  const blank = { host: null, result: null, isRestore: has(labels, 'restoreSource') }
  if (has(labels, 'syncTask')) return { what: 'sync', ...blank }
  if (has(labels, 'lun') && has(labels, 'task')) return { what: 'lun', ...blank }
  const about = findPhrase(opening, BACKUPS)
  return about?.says.what === 'network' && findPhrase(opening, TARGETS) ? { ...blank, ...about.says } : null
}

function has(labels: TaskLabels, key: TaskLabels['values'][number]['key']): boolean {
  return labels.values.some((each) => each.key === key)
}
