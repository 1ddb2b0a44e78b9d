import { type Status, worstStatus } from '../../../domain/status.ts'
import { compilePhrases, findPhrase, findPhraseAtEnd, type PhraseTable } from '../../support/words.ts'

/** The wordings of all events, by what they mean for the run; a row above outdoes those below it. */
const TABLE: PhraseTable<Status> = [
  { says: 'failed', phrases: ['not successful', 'unsuccessful', 'niet geslaagd', 'nicht erfolgreich'] },
  {
    says: 'warning',
    phrases: [
      ...['partially', 'partial', 'with exceptions', 'with minor exceptions', 'with warnings', 'with errors'],
      ...['some items could not', 'but some items', 'skipped', 'ignored', 'not completed', 'not complete'],
      ...['incomplete', 'not finished', 'gedeeltelijk', 'met uitzonderingen', 'met kleine uitzonderingen'],
      ...['met waarschuwingen', 'met fouten', 'overgeslagen', 'genegeerd', 'niet voltooid', 'teilweise'],
      ...['mit ausnahmen', 'mit geringfügigen ausnahmen', 'mit warnungen', 'mit fehlern', 'übersprungen'],
      ...['ignoriert', 'nicht abgeschlossen', 'partiellement', 'avec des exceptions'],
      ...['avec des exceptions mineures', 'avec des avertissements', 'avec des erreurs', 'ignoré', 'ignorée'],
      ...['pas terminée', 'pas terminé', 'parzialmente', 'con eccezioni', 'con avvisi', 'con errori'],
      ...['ignorata', 'non completata', 'non completato', 'delvist', 'men nogle elementer', 'sprunget over'],
      ...['ikke fuldført', 'ikke gennemført'],
    ],
  },
  {
    says: 'failed',
    phrases: [
      ...[
        'failed',
        'fail',
        'failure',
        'failing',
        'error occurred',
        'errors occurred',
        'an error',
        'unable to',
      ],
      ...['could not', 'cannot', 'canceled', 'cancelled', 'aborted', 'suspended', 'interrupted'],
      ...['insufficient space', 'insufficient storage space', 'not enough space', 'not enough storage space'],
      ...['mislukt', 'geannuleerd', 'afgebroken', 'onderbroken', 'opgeschort', 'fout opgetreden'],
      ...['fouten opgetreden', 'onvoldoende ruimte', 'onvoldoende opslagruimte', 'fehlgeschlagen'],
      ...['abgebrochen', 'ausgesetzt', 'angehalten', 'unterbrochen', 'fehler aufgetreten', 'konnte nicht'],
      ...['nicht genügend speicherplatz', 'échec', 'échoué', 'échouée', 'annulé', 'annulée', 'interrompu'],
      ...['interrompue', 'suspendu', 'suspendue', 'erreurs se sont produites', 'erreur est survenue'],
      ...[
        "erreur s'est produite",
        'espace insuffisant',
        'non riuscita',
        'non riuscito',
        'fallita',
        'fallito',
      ],
      ...['annullata', 'annullato', 'interrotta', 'interrotto', 'sospesa', 'sospeso', 'verificato un errore'],
      ...['verificati errori', 'mislykkedes', 'mislykket', 'fejlede', 'fejlet', 'annulleret', 'afbrudt'],
      'opstod en fejl',
    ],
  },
  {
    says: 'success',
    phrases: [
      ...['successful', 'successfully', 'succeeded', 'completed', 'complete', 'finished', 'voltooid'],
      ...['geslaagd', 'erfolgreich', 'abgeschlossen', 'durchgeführt', 'réussi', 'réussie', 'terminé'],
      ...['terminée', 'avec succès', 'completata', 'completato', 'riuscita', 'riuscito', 'fuldført'],
      'gennemført',
    ],
  },
]

const OUTCOMES = compilePhrases(TABLE)

/** The same as whole results, as they stand before `on <NAS>` or before ` - <what>` in a subject. */
const RESULTS = compilePhrases<Status>([
  {
    says: 'warning',
    phrases: [
      ...['partially successful', 'partially completed', 'partially complete', 'gedeeltelijk voltooid'],
      ...['gedeeltelijk geslaagd', 'teilweise erfolgreich', 'teilweise abgeschlossen'],
      ...['partiellement réussi', 'partiellement réussie', 'partiellement terminée', 'parzialmente riuscito'],
      ...['parzialmente riuscita', 'parzialmente completata', 'parzialmente completato', 'delvist fuldført'],
      'delvist gennemført',
    ],
  },
  {
    says: 'failed',
    phrases: [
      ...['failed', 'has failed', 'canceled', 'cancelled', 'suspended', 'aborted', 'mislukt', 'geannuleerd'],
      ...['onderbroken', 'opgeschort', 'fehlgeschlagen', 'abgebrochen', 'angehalten', 'ausgesetzt'],
      ...['échec', 'a échoué', 'échoué', 'annulé', 'annulée', 'interrompu', 'suspendu', 'non riuscito'],
      ...['non riuscita', 'annullato', 'annullata', 'mislykkedes', 'mislykket', 'annulleret'],
    ],
  },
  {
    says: 'success',
    phrases: [
      ...['successful', 'completed', 'voltooid', 'geslaagd', 'erfolgreich', 'abgeschlossen', 'réussi'],
      ...['réussie', 'terminé', 'terminée', 'riuscito', 'riuscita', 'completato', 'completata', 'fuldført'],
      'gennemført',
    ],
  },
])

export type Verdict = { status: Status; statusText: string }

/** What a wording says about the outcome; null when it holds no known word for one. */
export function outcomeIn(wording: string): Status | null {
  return findPhrase(wording, OUTCOMES)?.says ?? null
}

/** Where the known outcome begins inside a wording; null when there is none. */
export function outcomeStart(wording: string): number | null {
  return findPhrase(wording, OUTCOMES)?.start ?? null
}

/** The result that ends a wording, and what stands before it; null when it ends in no known one. */
export function resultAtEnd(wording: string): { before: string; result: string } | null {
  const found = findPhraseAtEnd(wording, RESULTS)
  if (!found) return null
  return { before: wording.slice(0, found.start).trim(), result: wording.slice(found.start) }
}

/** The text of a mail's first sentence and the names in it, which may hold the very words for an outcome. */
export type Sentence = { text: string; names: readonly (string | null | undefined)[] }

/**
 * The run's status from the outcome in the subject and the first sentence of the body, of which the worse counts.
 * `inSubject` is the wording where the subject of this product has its outcome, null when the subject is another's:
 * an unknown wording there is a warning, whatever the body says.
 */
export function judge(
  inSubject: string | null,
  sentence: Sentence,
  read: (wording: string) => Status | null = outcomeIn,
): Verdict {
  const body = firstSentence(sentence)
  const said = [inSubject ?? '', body.masked].filter((wording) => wording !== '')
  const statuses = said.map((wording, index) => read(wording) ?? (index === 0 ? 'warning' : null))
  return {
    status: worstStatus(statuses.filter((status) => status !== null)),
    statusText: (inSubject || body.text || 'no outcome named').slice(0, 300),
  }
}

/** The first sentence as printed, and with the first mention of each name blotted out. */
function firstSentence({ text, names }: Sentence): { text: string; masked: string } {
  let masked = text
  for (const name of names) {
    if (name) masked = masked.replace(name, '_'.repeat(name.length))
  }
  const end = masked.search(/[.!](?: |$)/)
  return end < 0 ? { text, masked } : { text: text.slice(0, end), masked: masked.slice(0, end) }
}
