import { DENIED, outcomeReader } from '../../support/outcome-reader.ts'

/** The words of R-Drive Image for an outcome, inferred, in English and German. */
export const { outcomeIn, verdictOn } = outcomeReader([
  {
    says: 'failed',
    phrases: [
      ...['failed', 'failure', 'aborted', 'cancelled', 'canceled', 'stopped', 'interrupted', 'terminated'],
      ...['unsuccessful', 'not successful', 'could not', 'cannot', 'unable to'],
      ...['fehlgeschlagen', 'abgebrochen', 'nicht erfolgreich'],
    ],
  },
  {
    says: 'warning',
    phrases: [
      ...['with errors', 'with warnings', 'partially', 'partial', 'incomplete', 'not completed', 'skipped'],
      ...['mit fehlern', 'mit warnungen', 'teilweise', 'nicht abgeschlossen'],
    ],
  },
  { says: 'failed', phrases: ['error', 'errors', 'fehler', 'fehlern'] },
  { says: 'warning', phrases: ['warning', 'warnings', 'warnung'] },
  DENIED,
  {
    says: 'success',
    phrases: [
      ...['success', 'successful', 'successfully', 'succeeded', 'completed', 'finished'],
      ...['erfolgreich', 'abgeschlossen'],
    ],
  },
])
