import { DENIED, outcomeReader } from '../../support/outcome-reader.ts'

/** The words of Panel3 for an outcome, inferred, in English and Dutch. */
export const { findOutcome, outcomeIn, verdictOn } = outcomeReader([
  {
    says: 'failed',
    phrases: [
      ...[
        'failed',
        'failure',
        'aborted',
        'cancelled',
        'canceled',
        'stopped',
        'unsuccessful',
        'not successful',
      ],
      ...['could not', 'cannot', 'unable to', 'mislukt', 'afgebroken', 'geannuleerd', 'gestopt'],
      ...['niet gelukt', 'niet geslaagd'],
    ],
  },
  {
    says: 'warning',
    phrases: [
      ...['with errors', 'with warnings', 'partially', 'partial', 'incomplete', 'not completed', 'skipped'],
      ...['met fouten', 'met waarschuwingen', 'gedeeltelijk', 'niet voltooid', 'overgeslagen'],
    ],
  },
  { says: 'failed', phrases: ['error', 'errors', 'fout', 'fouten'] },
  { says: 'warning', phrases: ['warning', 'warnings', 'waarschuwing', 'waarschuwingen'] },
  DENIED,
  {
    says: 'success',
    phrases: [
      ...['ok', 'success', 'successful', 'successfully', 'succeeded', 'completed', 'finished'],
      ...['geslaagd', 'gelukt', 'succesvol', 'voltooid', 'afgerond'],
    ],
  },
])
