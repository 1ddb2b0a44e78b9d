import { countOf } from '../../lib/amounts.ts'
import { notifyDone } from '../../ui/notify.tsx'

/** Says what was done, and how many reports of the Inbox became runs by it. */
export function notifySwept(title: string, runs: number): void {
  notifyDone(title, runs > 0 ? `${countOf(runs, 'report')} from the Inbox became runs.` : '')
}
