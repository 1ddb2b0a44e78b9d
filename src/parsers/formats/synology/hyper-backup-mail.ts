import { labelled } from '../../support/known-labels.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'
import { readDataBackup } from './data-backup.ts'
import type { Frame } from './frame.ts'
import type { TaskLabels } from './labels.ts'
import { outcomeIn, resultAtEnd } from './outcome.ts'
import { hostAtEnd, readTaskSentence, type TaskKind } from './task-sentence.ts'

/** What a mail of Hyper Backup is about, before its outcome is judged. */
export type HyperBackupMail = {
  jobName: string
  host: string | null
  /** The outcome's wording in the subject; null when the subject is not one of the product's. */
  outcome: string | null
  isCheck: boolean
  isIntegrityCheck: boolean
}

/** Subjects that lead with what happened: `Data backup task on <NAS> failed`, `Integrity check for <task> on <NAS> …`. */
const SUBJECT_LEADS = compilePhrases<TaskKind>([
  {
    says: 'check',
    phrases: [
      ...['integrity check for', 'integrity check of', 'integrity check on', 'integriteitscontrole voor'],
      ...['integriteitscontrole van', 'integritätsprüfung für', 'integritätsprüfung von'],
      ...["vérification de l'intégrité de", "vérification d'intégrité de", "vérification d'intégrité pour"],
      ...["contrôle d'intégrité de", "contrôle de l'intégrité de", 'controllo di integrità di'],
      ...['data restore task', 'data restoration task'],
    ],
  },
  {
    says: 'backup',
    phrases: [
      ...['data backup task', 'gegevensback-uptaak', 'datensicherungsaufgabe', 'back-uptaak voor gegevens'],
      ...['tâche de sauvegarde des données', 'tâche de sauvegarde de données', 'attività di backup dei dati'],
      'attività di backup dati',
    ],
  },
])

/** The first sentence of a backup that ended (`Your backup task <task> is now complete`). */
const SENTENCE_LEADS = compilePhrases<TaskKind>([
  {
    says: 'backup',
    phrases: [
      'your backup task',
      'uw back-uptaak',
      'ihre datensicherungsaufgabe',
      'votre tâche de sauvegarde',
    ],
  },
])

const RESTORING = compilePhrases<true>([
  {
    says: true,
    phrases: [
      ...['restore', 'restored', 'restoring', 'restoration', 'herstel', 'herstellen', 'hersteld'],
      ...['herstelbewerking', 'wiederherstellung', 'wiederhergestellt', 'restauration', 'restaurée'],
      ...['restaurées', 'ripristino', 'gendannelse'],
    ],
  },
])

type InSubject = Pick<HyperBackupMail, 'host' | 'isCheck' | 'isIntegrityCheck'> & {
  task: string
  outcome: string
}

/** Reads a mail of Hyper Backup; null when it is another product's, or names no task. */
export function readHyperBackup(frame: Frame, labels: TaskLabels): HyperBackupMail | null {
  if (readDataBackup(frame, labels) !== null || OTHER_PACKAGE.test(frame.subject)) return null
  const named = labelled(labels, 'task')
  const opening = labels.rest[0] ?? ''
  const sentence = readTaskSentence(opening, SENTENCE_LEADS, frame.closingHost)
  const inSubject =
    leading(frame.subject, frame) ??
    closingSubject(frame, named) ??
    leading(opening.split('. ')[0] ?? '', frame)
  if (!inSubject && !isOurs(frame, labels, sentence !== null)) return null

  const restored = labelled(labels, 'restoreSource')
  const jobName = named ?? (inSubject?.task || sentence?.task || restored)
  if (!jobName || !(frame.isSynology || isOurs(frame, labels, false))) return null
  return {
    jobName,
    host: inSubject?.host ?? frame.closingHost,
    outcome: inSubject ? inSubject.outcome : rewrittenOutcome(frame.subject),
    isCheck: inSubject?.isCheck || restored !== null || isAboutRestoring(opening, jobName),
    isIntegrityCheck: inSubject?.isIntegrityCheck ?? false,
  }
}

const OTHER_PACKAGE = /active backup for|snapshot replication/i

/** The body's first sentence repeats the subject, should somebody have rewritten that. */
function leading(text: string, frame: Frame): InSubject | null {
  const said = readTaskSentence(text, SUBJECT_LEADS, frame.closingHost)
  if (!said?.host) return null
  const isCheck = said.kind === 'check'
  return { ...said, isCheck, isIntegrityCheck: isCheck && said.task !== '' }
}

/** `<destination type> - <task> <result> on <NAS>`; a restore has no task there. An unknown result shows only behind a task that the body names. */
function closingSubject(frame: Frame, named: string | null): InSubject | null {
  const tail = hostAtEnd(frame.subject.replace(/[.!]$/, ''), frame.closingHost)
  if (!tail) return null
  const known = resultAtEnd(tail.before)
  const before = known?.before ?? tail.before
  const dash = before.indexOf(' - ')
  const task = dash < 0 ? '' : before.slice(dash + 3)
  const isCheck = dash < 0 && findPhrase(before, RESTORING) !== null
  if (known) return { task, host: tail.host, outcome: known.result, isCheck, isIntegrityCheck: false }
  const at = named ? tail.before.indexOf(` - ${named} `) : -1
  if (!named || at < 0) return null
  const outcome = tail.before.slice(at + named.length + 4)
  return { task: named, host: tail.host, outcome, isCheck: false, isIntegrityCheck: false }
}

/** A subject that somebody wrote himself: then the body must be unmistakable. */
function isOurs(frame: Frame, labels: TaskLabels, hasSentence: boolean): boolean {
  const has = (key: TaskLabels['values'][number]['key']): boolean => labelled(labels, key) !== null
  const namesProduct = frame.lines.some((line) => /hyper backup/i.test(line))
  return (has('task') && (has('destination') || namesProduct)) || (hasSentence && has('start'))
}

/** Such a subject cannot make a success, but its bad news counts. */
function rewrittenOutcome(subject: string): string | null {
  const status = outcomeIn(subject)
  return status === 'failed' || status === 'warning' ? subject : null
}

function isAboutRestoring(opening: string, jobName: string): boolean {
  return findPhrase(opening.replace(jobName, '').split('. ')[0] ?? '', RESTORING) !== null
}
