import { quotedName } from '../../support/quoted-name.ts'
import { findOutcome } from './outcome.ts'

/** The name of the backup in a subject: in quotes, else what is left without the product, the outcome and filling words; '' when nothing is. */
export function nameIn(whole: string): string {
  const subject = whole.slice(0, 500)
  const quoted = quotedName(subject)
  if (quoted !== null) return quoted
  const outcome = findOutcome(subject)
  if (!outcome) return ''
  return `${subject.slice(0, outcome.start)} ${subject.slice(outcome.end)}`
    .replace(/[[(]?\bpanel ?3\b[\])]?/gi, ' ')
    .replace(/\b(?:re|fwd?|aw|wg|doorst) ?:/gi, ' ')
    .replace(FILLING, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/^[ :|\u2013-]{1,20}|[ :|!?.\u2013-]{1,20}$/g, '')
}

const FILLING =
  /\b(?:back-?ups?|job|task|taak|report|rapport|notification|of|van|for|voor|has|have|been|was|is|with|met)\b/gi
