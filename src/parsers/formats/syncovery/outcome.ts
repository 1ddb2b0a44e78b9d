import { DENIED, outcomeReader } from '../../support/outcome-reader.ts'

/** The words of Syncovery for an outcome, inferred from the product in English and German. */
export const { outcomeIn, verdictOn } = outcomeReader([
  {
    says: 'failed',
    phrases: [
      ...['failed', 'failure', 'aborted', 'cancelled', 'canceled', 'stopped', 'interrupted', 'crashed'],
      ...['unsuccessful', 'not successful', 'could not', 'cannot', 'unable to', 'timeout'],
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
  { says: 'warning', phrases: ['warning', 'warnings', 'warnung', 'warnungen', 'attention'] },
  DENIED,
  {
    says: 'success',
    phrases: [
      ...['ok', 'success', 'successful', 'successfully', 'succeeded', 'completed', 'finished'],
      'nothing to do',
      ...['erfolgreich', 'abgeschlossen', 'beendet'],
    ],
  },
])
