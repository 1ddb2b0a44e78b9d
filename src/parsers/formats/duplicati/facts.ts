import type { Status } from '../../../domain/status.ts'

/** What a report of Duplicati says, whichever of its forms it has. */
export type DuplicatiFacts = {
  /** The product's word for the outcome (`Success`, `Warning`, …); null when the report has none. */
  result: string | null
  /** The message of the exception that ended the run; null when none did. */
  exception: string | null
  /** `Backup`, `Restore`, `Compact`, … */
  operation: string | null
  backupName: string | null
  machine: string | null
  startedAt: string | null
  endedAt: string | null
  totalBytes: number | null
  transferredBytes: number | null
  /** The run stopped before it had seen all files. */
  isPartial: boolean
  isDryRun: boolean
  /** What the report logs besides its figures. */
  logLines: readonly string[]
}

/** A report that says nothing; readers spread what they found over it. */
export const NO_FACTS: DuplicatiFacts = {
  result: null,
  exception: null,
  operation: null,
  backupName: null,
  machine: null,
  startedAt: null,
  endedAt: null,
  totalBytes: null,
  transferredBytes: null,
  isPartial: false,
  isDryRun: false,
  logLines: [],
}

/** The product's four words, in any case; null for any other. */
export function statusOfResult(word: string): Status | null {
  return STATUS_OF_RESULT.get(word.trim().toLowerCase()) ?? null
}

const STATUS_OF_RESULT = new Map<string, Status>([
  ['success', 'success'],
  ['warning', 'warning'],
  ['error', 'failed'],
  ['fatal', 'failed'],
])

export const MAX_LOG_LINES = 40
