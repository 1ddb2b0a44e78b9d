export type DuplicatiSubject = {
  operation: string | null
  backupName: string
  /** The word for the outcome that many users add to the subject; null when it has none. */
  result: string | null
}

/** Reads `Duplicati [<result>, ]<operation> report for <backup>`; null for any other subject. */
export function readSubject(subject: string): DuplicatiSubject | null {
  const found = SUBJECT.exec(subject.slice(0, 600))
  if (!found) return null
  const [, between = '', after = ''] = found
  const resultAfter = RESULT_AT_END.exec(after)
  const backupName = after.slice(0, resultAfter?.index).trim()
  if (backupName === '') return null
  return {
    operation: /([a-z]{1,40})$/i.exec(between.trim())?.[1] ?? null,
    backupName,
    result: RESULT.exec(between)?.[0] ?? resultAfter?.[1] ?? null,
  }
}

const SUBJECT = /\bduplicati\b(.{0,120}?)\breport for (.{1,300})/i
const RESULT = /\b(?:success|warning|error|fatal)\b/i
const RESULT_AT_END = /[ :,-]{1,3}[([]?(success|warning|error|fatal)[)\]]?$/i
