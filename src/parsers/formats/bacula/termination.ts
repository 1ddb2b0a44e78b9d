import type { Status } from '../../../domain/status.ts'

/** What the words of a `Termination:` field, or of a subject, say about the run: `Backup OK -- with warnings`. */
export function statusOfTermination(termination: string): Status {
  const words = termination.replace(/[*\s]+/g, ' ').trim()
  if (FAILED.test(words)) return 'failed'
  return /^[a-z ]{0,40}\bok$/i.test(words) ? 'success' : 'warning'
}

const FAILED = /\b(?:error|failed|cancell?ed|incomplete|fatal|aborted)\b/i

/** Restores and verifications are no backups, though they run as jobs like them. */
export function isCheck(termination: string): boolean {
  return /^[*\s]*(?:restore|verify)\b/i.test(termination)
}
