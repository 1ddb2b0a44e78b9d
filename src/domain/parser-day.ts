import type { Share } from './exact-test.ts'

/** What one parser read on one calendar day, counted; a day without mail has none. */
export type ParserDay = {
  /** `YYYY-MM-DD` in the zone of the pages. */
  day: string
  /** Messages that it read. */
  messages: number
  /** Messages of the senders that it reads which nothing could read. */
  failed: number
  /** Results in the messages that it read: jobs that were reported on. */
  results: number
  withObjects: number
  withStarted: number
  withEnded: number
  withSize: number
  withHost: number
  withKnownStatus: number
}

/** What of a parser is compared with its own history. */
export type DriftMeasure = 'match' | 'objects' | 'started' | 'ended' | 'size' | 'host' | 'status words'

/** How often each measure held on a day, and out of how many times. */
export const MEASURES: Record<DriftMeasure, (day: ParserDay) => Share> = {
  match: (day) => ({ count: day.messages, of: day.messages + day.failed }),
  objects: (day) => ({ count: day.withObjects, of: day.results }),
  started: (day) => ({ count: day.withStarted, of: day.results }),
  ended: (day) => ({ count: day.withEnded, of: day.results }),
  size: (day) => ({ count: day.withSize, of: day.results }),
  host: (day) => ({ count: day.withHost, of: day.results }),
  'status words': (day) => ({ count: day.withKnownStatus, of: day.results }),
}

/** How often a measure held over some days together. */
export function shareOf(measure: DriftMeasure, days: readonly ParserDay[]): Share {
  const share = { count: 0, of: 0 }
  for (const day of days) {
    const { count, of } = MEASURES[measure](day)
    share.count += count
    share.of += of
  }
  return share
}

/**
 * Wordings in which a report itself says that something is not in order, as a pattern for PostgreSQL. A warning whose
 * text has none of them is one that we made of words we don't know.
 */
export const TROUBLE_WORDS = [
  ...['warn', 'waarsch', 'avert', 'avviso', 'aviso', 'advert', 'advarsel', 'varning', 'achtung', 'let op'],
  ...[
    'error',
    'fout',
    'fehler',
    'erreur',
    'errore',
    'fejl',
    'fail',
    'mislukt',
    'fehlgeschlagen',
    'échec',
    'échou',
  ],
  ...[
    'exception',
    'skip',
    'overgeslagen',
    'übersprungen',
    'ignor',
    'partial',
    'teilweise',
    'gedeeltelijk',
    'partiel',
  ],
  ...[
    'cancel',
    'abort',
    'stopp',
    'geannuleerd',
    'afgebroken',
    'abgebrochen',
    'annul',
    'interrup',
    'missed',
    'gemist',
  ],
  ...[
    'incomplete',
    'unvollständig',
    'onvolledig',
    'incompl',
    'problem',
    'alert',
    'degraded',
    'critical',
    'kritisch',
  ],
  ...[
    'out of date',
    'outdated',
    'expire',
    'verlopen',
    'abgelaufen',
    'quota',
    'limit',
    'locked',
    'blocked',
    'geblokkeerd',
  ],
  ...[
    'not ',
    'niet ',
    'nicht',
    'pas ',
    'unable',
    'could',
    'konnte',
    'kon ',
    'without',
    'differ',
    'suspect',
    'retr',
  ],
].join('|')
