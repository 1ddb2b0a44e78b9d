import { outcomeIn, withoutOutcome } from './outcome.ts'

/** The backup's name in the subject: the first part that is neither the product nor the outcome, a prefix in brackets only where there is no other; null when none is left. */
export function nameInSubject(subject: string): string | null {
  const short = subject.slice(0, MAX_SUBJECT)
  return nameIn(short.replace(/^\[[^\]]{0,100}\] ?/, '')) ?? nameIn(short)
}

function nameIn(subject: string): string | null {
  const parts = subject
    .replace(/^(?:(?:re|fwd?|wg|aw|i|rv|tr): ?){1,5}/i, '')
    .split(/ [-–|] |: |["“”«»[\]()]/, MAX_PARTS)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !PRODUCT.test(part))
  const whole = parts.find((part) => outcomeIn(part) === null)
  if (whole) return whole
  for (const part of parts) {
    const left = trimmedOfNouns(withoutOutcome(part))
    if (left !== '') return left
  }
  return null
}

const MAX_SUBJECT = 500
const MAX_PARTS = 20
const PRODUCT = /^iperius(?: backup)?(?: report| notification)?$/i
const NOUN =
  /^(?:iperius backup|iperius|back-?up|sicherung|copia de seguridad|copia|sauvegarde|job|completed?|finished|abgeschlossen|beendet|completat[oa]|terminat[oa]|finalizad[oa]|completad[oa]|terminée?|wurde|ist|was|has|been)(?![\p{L}\p{N}])/iu
const NOUN_AT_END =
  /(?<![\p{L}\p{N}])(?:back-?up|completed?|finished|abgeschlossen|beendet|completat[oa]|terminat[oa]|finalizad[oa]|completad[oa]|terminée?|wurde|ist|was|has|been)$/iu

/** What stands around the name in a sentence such as `Backup Nightly has been completed`. */
function trimmedOfNouns(text: string): string {
  let rest = text.trim()
  for (let round = 0; round < MAX_PARTS; round++) {
    const shorter = rest.replace(NOUN, '').trim().replace(NOUN_AT_END, '').trim()
    if (shorter === rest) break
    rest = shorter
  }
  return rest.replace(/^[\s,.;!-]{1,10}|[\s,.;!-]{1,10}$/g, '')
}
