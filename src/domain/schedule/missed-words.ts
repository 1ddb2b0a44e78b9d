import { momentInWords } from './in-words.ts'

/** What one missed run stands for. Instants are epoch milliseconds. */
export type MissedRun = {
  /** The distinct slot times, oldest first. */
  slots: readonly number[]
  /** How many misses in a row the last of them ends, those of findings reviewed before included. */
  inARow: number
  /** How many jobs the missing report carries. */
  jobs: number
  /** Instead of a slot: the job fell silent. */
  isSilence: boolean
  /** When the job's last run came. */
  lastRun: number | null
}

/** A missed run in one sentence, with local times; `zone` is the job's. */
export function missedInWords({ slots, inARow, jobs, isSilence, lastRun }: MissedRun, zone: string): string {
  const first = slots[0] ?? 0
  const carried = jobs > 1 ? ` One report that carries ${jobs} jobs stayed away.` : ''
  if (slots.length > 1)
    return `Missed ${slots.length} times since ${momentInWords(first, zone)}${rowOf(inARow, slots.length)}.${carried}`
  if (isSilence) {
    const last = lastRun === null ? '' : `; the last run came ${momentInWords(lastRun, zone)}`
    return `No run since the one expected by ${momentInWords(first, zone)}${last}.${carried}`
  }
  return `No report came of the run expected ${momentInWords(first, zone)}${rowOf(inARow, 1)}.${carried}`
}

function rowOf(inARow: number, counted: number): string {
  return inARow > counted ? `, the ${ordinal(inARow)} in a row` : ''
}

function ordinal(count: number): string {
  const tens = count % 100
  if (tens >= 11 && tens <= 13) return `${count}th`
  return `${count}${['th', 'st', 'nd', 'rd'][count % 10] ?? 'th'}`
}

/** So many misses in a row say that the job may be gone. */
export const MISSES_OF_A_GONE_JOB = 5
