export type Counts = {
  /** As printed: `2 errors, 0 warnings`. */
  text: string
  errors: number
  warnings: number
}

type Subject = {
  /** The script's name; '' where the subject names none. */
  script: string
  /** A bracketed prefix before the name, without brackets. */
  prefix: string | null
  /** What happened, when the subject tells it in words instead of counts. */
  event: string | null
  counts: Counts | null
}

const COUNTS =
  /(?<![\d.,/-])(?<errors>\d{1,6}) (?:errors?|erreurs?)\b(?:, ?(?<warnings>\d{1,6}) (?:warnings?|avertissements?)\b)?/gi
const EVENT =
  /(?:error notification|notification d['’]erreur|execution stopped by operator|exécution interrompue par l['’]opérateur|notification)(?= - retrospect|$| [[(])/i

/** A forwarding mark and a bracketed prefix before the name. */
const PREFIXED = /^(?:(?:re|fwd?|tr|wg|aw): ?){0,5}(?:\[([^\]]{1,100})\] ?)?(.*)$/i

/** A subject about a script, `<script> - <counts or event>[ - Retrospect]`; null for any other, as the daily digest. */
export function readSubject(subject: string): Subject | null {
  const counts = countsIn(subject)
  const event = EVENT.exec(subject)
  const end = counts ? subject.lastIndexOf(counts.text) : event?.index
  if (end === undefined || end < 0) return null
  const before = subject
    .slice(0, end)
    .replace(/ ?- ?$/, '')
    .trim()
  const [, prefix = null, script = ''] = PREFIXED.exec(before) ?? []
  return { script, prefix, event: counts ? null : (event?.[0] ?? null), counts }
}

function countsIn(text: string): Counts | null {
  // The script's own name may hold words like these; what the product adds comes behind it.
  const found = [...text.matchAll(COUNTS)].at(-1)
  if (!found) return null
  const { errors, warnings } = found.groups ?? {}
  return { text: found[0], errors: Number(errors), warnings: Number(warnings ?? 0) }
}
