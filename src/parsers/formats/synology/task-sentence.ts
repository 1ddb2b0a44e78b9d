import { compilePhrases, findPhrase, type Phrases } from '../../support/words.ts'
import { PREPOSITIONS } from './frame.ts'
import { outcomeIn, outcomeStart } from './outcome.ts'

/** What a task is about: a backup itself, or a restore or verification of one. */
export type TaskKind = 'backup' | 'check'

/** `… backup task <task> on <NAS> <outcome>`, as it stands in a subject or in the first sentence. */
export type TaskSentence = { kind: TaskKind; task: string; host: string | null; outcome: string }

/** The words before the name of an Active Backup task. */
export const ACTIVE_BACKUP_LEADS = compilePhrases<TaskKind>([
  {
    says: 'check',
    phrases: [
      ...[
        'restore task',
        'restoration task',
        'recovery task',
        'verification task',
        'backup verification task',
      ],
      ...['verification of backup task', 'verification of task', 'hersteltaak', 'verificatietaak'],
      ...['wiederherstellungsaufgabe', 'verifizierungsaufgabe', 'überprüfungsaufgabe'],
      ...['tâche de restauration', 'tâche de vérification', 'attività di ripristino', 'attività di verifica'],
      ...['gendannelsesopgave', 'gendannelsesopgaven'],
    ],
  },
  {
    says: 'backup',
    phrases: [
      ...['backup task', 'back-uptaak', 'backuptaak', 'back-up taak', 'back-up-taak', 'sicherungsaufgabe'],
      ...['datensicherungsaufgabe', 'backup-aufgabe', 'backupaufgabe', 'tâche de sauvegarde'],
      ...['attività di backup', 'backupopgave', 'backupopgaven'],
    ],
  },
])

/** The same in a subject that names the package, where a bare `task` is enough. */
export const PACKAGE_SUBJECT_LEADS: Phrases<TaskKind> = [
  ...ACTIVE_BACKUP_LEADS,
  ...compilePhrases<TaskKind>([{ says: 'backup', phrases: ['task'] }]),
]

/** Reads such a sentence; null when none of the leading words stands in the text. The task is '' where none is named. */
export function readTaskSentence(
  text: string,
  leads: Phrases<TaskKind>,
  knownHost: string | null,
): TaskSentence | null {
  const lead = findPhrase(text, leads)
  if (!lead) return null
  const words = text.slice(lead.end).trim().slice(0, 500).split(' ')
  const at = hostPosition(words, knownHost)
  if (at === null) return { kind: lead.says, host: null, ...withoutHost(words.join(' ')) }
  const length = hostLength(words, at + 1, knownHost)
  return {
    kind: lead.says,
    task: words.slice(0, at).join(' '),
    host: withoutBrackets(words.slice(at + 1, at + 1 + length).join(' ')),
    outcome: words.slice(at + 1 + length).join(' '),
  }
}

/** The name that follows a preposition for the first time in a sentence; null when none does. */
export function hostInSentence(text: string): string | null {
  const words = text.slice(0, 500).split(' ')
  const at = words.findIndex(
    (word, index) => isPreposition(word) && /^[[\p{Lu}\d]/u.test(words[index + 1] ?? ''),
  )
  return at < 0 ? null : withoutBrackets(words[at + 1] ?? '')
}

/** The NAS at the very end of a wording (`… failed on <NAS>`), and what stands before; null when it ends otherwise. */
export function hostAtEnd(text: string, knownHost: string | null): { before: string; host: string } | null {
  const words = text.split(' ')
  const size = hostLength(words, words.length - wordsOf(knownHost).length, knownHost)
  const at = words.length - size - 1
  const host = withoutBrackets(words.slice(at + 1).join(' '))
  return at >= 0 && isPreposition(words[at]) && host ? { before: words.slice(0, at).join(' '), host } : null
}

function isPreposition(word: string | undefined): boolean {
  return PREPOSITIONS.has((word ?? '').toLowerCase().replace('å', 'a'))
}

/**
 * Where the preposition before the NAS stands. A task's name may hold ` on ` too, so the last one counts: the one
 * before the known name, else before a name that a known outcome follows, else before any.
 */
function hostPosition(words: readonly string[], knownHost: string | null): number | null {
  const places = words.flatMap((word, index) =>
    isPreposition(word) && isName(words[index + 1]) ? [index] : [],
  )
  const known = places.findLast((at) => knownHost && startsWithHost(words, at + 1, knownHost))
  const followed = places.findLast((at) => outcomeIn(words.slice(at + 2).join(' ')) !== null)
  return known ?? followed ?? places.at(-1) ?? null
}

/** A NAS called `on` must not make the `non` of `non riuscita` a name. */
function isName(word: string | undefined): boolean {
  return Boolean(word) && !/^(?:not|non|niet|nicht|pas|ikke)$/i.test(word ?? '')
}

function startsWithHost(words: readonly string[], from: number, host: string): boolean {
  const own = wordsOf(host)
  const said = withoutBrackets(words.slice(from, from + own.length).join(' '))
  return said.toLowerCase() === host.toLowerCase()
}

function hostLength(words: readonly string[], from: number, knownHost: string | null): number {
  return knownHost && startsWithHost(words, from, knownHost) ? wordsOf(knownHost).length : 1
}

function wordsOf(host: string | null): string[] {
  return (host ?? 'one').split(' ')
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[|[\],.:;]+$/g, '').slice(0, 64)
}

const AUXILIARIES =
  /(?: (?:has|have|been|was|were|is|are|now|wurde|ist|jetzt|nu|a|été|est|maintenant|è|stata|stato|er|blev|met|mit|avec))+$/iu

/** `<task> has been <outcome>`: the body's sentence may leave the NAS out. */
function withoutHost(text: string): { task: string; outcome: string } {
  const start = outcomeStart(text)
  const task = text
    .slice(0, start ?? text.length)
    .trimEnd()
    .replace(AUXILIARIES, '')
  return { task, outcome: text.slice(task.length).trim() }
}
