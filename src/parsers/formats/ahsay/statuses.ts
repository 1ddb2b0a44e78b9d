import type { Status } from '../../../domain/status.ts'
import { compilePhrases, findPhrase, foldWords } from '../../support/words.ts'

/** The wordings of a job's status in English, Italian and Dutch; a row above outdoes those below it. */
const STATUSES = compilePhrases<Status>([
  {
    says: 'failed',
    phrases: [
      ...['failed', 'fail', 'failure', 'not completed', 'not successful', 'not ok', 'unsuccessful', 'missed'],
      ...['incomplete', 'exceeded', 'interrupted', 'aborted', 'cancelled', 'canceled', 'terminated'],
      ...['stopped', 'unable', 'could not', 'cannot'],
      ...['fallito', 'fallita', 'non riuscito', 'non riuscita', 'impossibile', 'interrotto', 'interrotta'],
      ...['annullato', 'annullata', 'superata', 'superato', 'non è stato', 'non completato'],
      ...['mislukt', 'niet voltooid', 'niet gelukt', 'gemist', 'onderbroken', 'afgebroken', 'geannuleerd'],
      'overschreden',
    ],
  },
  {
    says: 'warning',
    phrases: [
      ...['with warning', 'with warnings', 'with error', 'with errors', 'con avvisi', 'con avviso'],
      ...['con errori', 'con errore', 'met waarschuwingen', 'met fouten', 'partially', 'partial', 'parziale'],
      ...['parzialmente', 'gedeeltelijk', 'skipped', 'saltato', 'saltata', 'overgeslagen', 'still running'],
      ...['ancora in corso', 'nog bezig'],
    ],
  },
  { says: 'failed', phrases: ['error', 'errors', 'errore', 'errori', 'fout', 'fouten'] },
  {
    says: 'warning',
    phrases: ['warning', 'warnings', 'avviso', 'avvisi', 'attenzione', 'waarschuwing', 'waarschuwingen'],
  },
  {
    says: 'success',
    phrases: [
      ...['ok', 'success', 'successful', 'successfully', 'succeeded'],
      ...['riuscito', 'riuscita', 'con successo', 'gelukt', 'geslaagd', 'succesvol'],
    ],
  },
])

/** What a job's status says; an unknown wording is a warning. */
export function statusOf(wording: string): Status {
  const said = foldWords(wording.slice(0, MAX_LENGTH)).replace(NO_ERRORS, ' ')
  return findPhrase(said, STATUSES)?.says ?? 'warning'
}

/** Whether a line is a status and nothing else, as older reports print it below the name of the backup set. */
export function isStatusWord(line: string): boolean {
  return line.length < MAX_ALONE && ALONE.test(foldWords(line))
}

const MAX_LENGTH = 500
const NO_ERRORS =
  /\b(?:no|without|nessun|senza|geen|zonder) (?:errors?|warnings?|errore|errori|avvisi|fouten)\b/g
const MAX_ALONE = 40
const ALONE = /^\W{0,3}(?:success|ok|warnings?|errors?|failed|missed|interrupted|skipped)\W{0,3}$/
