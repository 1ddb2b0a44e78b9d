import type { Status } from '../../../domain/status.ts'

/** What a word of the scripts, or a job state of Windows, says: `Successful`, `error`, `Completed`. */
export function statusOfWord(word: string): Status {
  if (/^(?:failed|failure|fail|error|aborted|cancell?ed|unsuccessful)\b/i.test(word)) return 'failed'
  return /^(?:successful|success|succeeded|completed)[.!]?$/i.test(word) ? 'success' : 'warning'
}
