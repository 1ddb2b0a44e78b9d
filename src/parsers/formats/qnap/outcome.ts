import { type Status, worstStatus } from '../../../domain/status.ts'
import { DENIED } from '../../support/outcome-reader.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'

/** What the sentence of an app says about the outcome, its names in quotes left out; null when it says nothing known. */
export function outcomeOf(message: string): Status | 'started' | null {
  return findPhrase(withoutName(message.slice(0, 2000)), OUTCOMES)?.says ?? null
}

/** The worse of what the sentence and the severity say; a sentence without a known word is a warning. */
export function judge(outcome: Status | null, severity: Status | null): Status {
  return worstStatus([outcome ?? 'warning', ...(severity ? [severity] : [])])
}

/** The job that a sentence names, in quotes of any kind, after `job:` or as a domain; null when it names none. */
export function jobNameIn(message: string): string | null {
  const text = message.slice(0, 2000)
  const quoted = QUOTED.exec(text)?.slice(1)
  const named = quoted?.find((name) => name?.trim()) ?? (UNQUOTED.exec(text) ?? DOMAIN.exec(text))?.[1]
  return named?.trim() || null
}

const QUOTED = /"([^"]{1,200})"|“([^”]{1,200})”|„([^“”]{1,200})[“”]|«([^»]{1,200})»|(?<!\w)'([^']{1,200})'/

/** Up to what follows the name: the end of the sentence, or `with errors`. */
const UNQUOTED = /\bjob: ?([^.,;"]{1,200}?)(?: with \w|[.,;]|$)/i
const DOMAIN = /\b(?:domain|for|of|di|van|von) ((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20})\b/i

/** A job may be named after an outcome. */
function withoutName(message: string): string {
  return message
    .replace(jobNameIn(message) ?? '', '_')
    .replace(
      /\b(?:no|0|without|senza|zonder|ohne|sans) (?:errors?|warnings?|errori|avvisi|fouten|fehler|erreurs)\b/gi,
      '_',
    )
}

const OUTCOMES = compilePhrases<Status | 'started'>([
  {
    says: 'failed',
    phrases: [
      ...[
        'failed',
        'fail',
        'failure',
        'unsuccessful',
        'not successful',
        'unsuccessfully',
        'unable to',
        'could not',
        'cannot',
      ],
      ...['canceled', 'cancelled', 'aborted', 'stopped', 'interrupted', 'terminated', 'paused', 'suspended'],
      ...['fallito', 'fallita', 'non riuscito', 'non riuscita', 'impossibile', 'annullato', 'annullata'],
      ...['interrotto', 'interrotta', 'arrestato', 'arrestata', 'mislukt', 'geannuleerd', 'afgebroken'],
      ...['gestopt', 'onderbroken', 'kan niet', 'kon niet', 'niet geslaagd', 'fehlgeschlagen', 'abgebrochen'],
      ...['gestoppt', 'angehalten', 'konnte nicht', 'kann nicht', 'nicht erfolgreich', 'échoué', 'échec'],
      ...['annulé', 'annulée', 'interrompu', 'interrompue'],
    ],
  },
  {
    says: 'warning',
    phrases: [
      ...[
        'with errors',
        'with error',
        'with warnings',
        'with warning',
        'with exceptions',
        'partially',
        'partial',
      ],
      ...['not completed', 'not complete', 'not finished', 'incomplete', 'skipped', 'errors', 'error'],
      ...[
        'con errori',
        'con avvisi',
        'parzialmente',
        'non completato',
        'non completata',
        'saltato',
        'errore',
        'errori',
      ],
      ...[
        'met fouten',
        'met waarschuwingen',
        'gedeeltelijk',
        'niet voltooid',
        'overgeslagen',
        'fout',
        'fouten',
      ],
      ...['mit fehlern', 'mit warnungen', 'teilweise', 'nicht abgeschlossen', 'übersprungen', 'fehler'],
      ...['avec des erreurs', 'avec des avertissements', 'partiellement', 'ignoré', 'erreur', 'erreurs'],
    ],
  },
  DENIED,
  {
    says: 'success',
    phrases: [
      ...[
        'finished',
        'completed',
        'complete',
        'successfully',
        'successful',
        'succeeded',
        'completato',
        'completata',
      ],
      ...[
        'terminato',
        'terminata',
        'riuscito',
        'riuscita',
        'correttamente',
        'voltooid',
        'geslaagd',
        'afgerond',
      ],
      ...[
        'succesvol',
        'abgeschlossen',
        'erfolgreich',
        'beendet',
        'fertiggestellt',
        'terminé',
        'terminée',
        'réussi',
        'réussie',
      ],
    ],
  },
  {
    says: 'started',
    phrases: [
      ...['started', 'starting', 'start', 'resumed', 'avviato', 'avviata', 'avvio', 'iniziato', 'iniziata'],
      ...['gestart', 'gestarted', 'gestartet', 'begonnen', 'démarré', 'démarrée', 'commencé'],
    ],
  },
])
