import type { Status } from '../../../domain/status.ts'
import { compilePhrases, findPhrase, foldWords, type PhraseTable } from '../../support/words.ts'

/** The wordings of the outcome; a row above outdoes those below it. "With errors" is the worst that the product says of a run, so it is a failure. */
const TABLE: PhraseTable<Status> = [
  {
    says: 'failed',
    phrases: [
      ...['failed', 'not successful', 'unsuccessful', 'unsuccessfully', 'not completed', 'with errors'],
      ...['with error', 'aborted', 'interrupted', 'cancelled', 'canceled', 'stopped'],
      ...['fehlgeschlagen', 'nicht erfolgreich', 'nicht abgeschlossen', 'mit fehlern', 'mit fehler'],
      ...['abgebrochen', 'fallito', 'fallita', 'non riuscito', 'non riuscita', 'non completato'],
      ...['con errori', 'con errore', 'interrotto', 'interrotta', 'annullato', 'annullata'],
      ...['fallida', 'fallado', 'con errores', 'con error', 'interrumpida', 'cancelada', 'no completada'],
      ...['échouée', 'échoué', 'échec', 'avec des erreurs', 'avec erreurs', 'interrompue', 'annulée'],
    ],
  },
  {
    says: 'warning',
    phrases: [
      ...['with warnings', 'with warning', 'partially', 'mit warnungen', 'mit warnung', 'teilweise'],
      ...['con avvisi', 'con avviso', 'con avvertimenti', 'parzialmente', 'con avisos', 'con aviso'],
      ...['con advertencias', 'parcialmente', 'avec des avertissements', 'avec avertissements'],
      'partiellement',
    ],
  },
  {
    says: 'success',
    phrases: [
      ...[
        'successfully',
        'successful',
        'with success',
        'erfolgreich',
        'con successo',
        'riuscito',
        'riuscita',
      ],
      ...['con éxito', 'correctamente', 'exitosamente', 'avec succès'],
    ],
  },
]
const OUTCOMES = compilePhrases(TABLE)

const NO_ERRORS =
  /\b(?:no|0|without|keine?|ohne|nessun|senza|sin|sans|aucune?) (?:errors?|warnings?|fehler|warnungen|errore|errori|avvisi|errores|avisos|erreurs?|avertissements?)\b/g

/** What a wording says about the outcome; null when it holds no known word for one. */
export function outcomeIn(wording: string): Status | null {
  return findPhrase(foldWords(wording).replace(NO_ERRORS, ' '), OUTCOMES)?.says ?? null
}

/** The same for a sentence of the body, which must tell of the backup as a whole, not of one file. */
export function outcomeOfSentence(sentence: string): Status | null {
  return /back-?up|copia de seguridad|sauvegarde|sicherung/i.test(sentence) ? outcomeIn(sentence) : null
}

/** The wording without all known words for an outcome. */
export function withoutOutcome(wording: string): string {
  let rest = wording
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = findPhrase(rest, OUTCOMES)
    if (!found) break
    rest = `${rest.slice(0, found.start)}${rest.slice(found.end)}`
  }
  return rest
}

const MAX_ROUNDS = 5
