import { countOf, number } from '../../../lib/amounts.ts'
import type { Import } from '../source.ts'

/** "Fetched 40: 38 new, 2 known already; 36 parsed, 10 taken by jobs, 28 left in the Inbox, no errors". */
export function resultLine(run: Import): string {
  if (run.state === 'complete' && run.fetched === 0 && run.errors === 0) return 'Nothing new was there.'
  const errors = run.errors === 0 ? 'no errors' : countOf(run.errors, 'error')
  return `Fetched ${number(run.fetched)}: ${number(run.newMessages)} new, ${number(run.duplicates)} known already; ${number(run.parsed)} parsed, ${number(run.autoApproved)} taken by jobs, ${number(run.leftInInbox)} left in the Inbox, ${errors}.`
}

/** Per cent of what is known to lie there; null when nobody knows how much that is. */
export function progressOf({ fetched, remaining }: Import): number | null {
  if (remaining === null) return null
  return fetched + remaining === 0 ? 100 : (fetched / (fetched + remaining)) * 100
}

/** "4 s", "2 min 10 s". */
export function tookInWords(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** Who began it, in words. */
export function triggerOf({ trigger, startedBy }: Pick<Import, 'trigger' | 'startedBy'>): string {
  if (trigger === 'automatic') return 'by itself'
  if (trigger === 'command') return 'command line'
  return startedBy ?? 'a person'
}
