import { useKeys } from '../../lib/use-keys.ts'
import type { RowCursor } from '../../lib/use-row-cursor.ts'
import type { Selection } from '../../lib/use-selection.ts'
import { undoLast } from '../../ui/notify.tsx'
import type { QueueRow } from './queue-search.ts'

interface QueueCommands {
  rows: readonly QueueRow[]
  cursor: RowCursor
  selection: Selection
  reviewRows: (rows: readonly QueueRow[]) => void
  onOpenJob: (jobId: number) => void
  onSearch: () => void
  onHelp: () => void
}

/** The queue by keyboard: move, open, tick, review, undo, search, help. */
export function useQueueKeys(commands: QueueCommands, active: boolean): void {
  const { rows, cursor, selection, reviewRows, onOpenJob, onSearch, onHelp } = commands
  const current = rows.find(({ jobId }) => jobId === cursor.id)
  const review = () => {
    const ticked = rows.filter(({ jobId }) => selection.has(jobId))
    reviewRows(ticked.length > 0 ? ticked : current ? [current] : [])
  }
  useKeys(
    {
      j: () => cursor.move(1),
      k: () => cursor.move(-1),
      enter: () => current && onOpenJob(current.jobId),
      x: () => current && selection.toggle(current.jobId),
      r: review,
      u: () => undoLast(),
      '/': onSearch,
      '?': onHelp,
      escape: selection.clear,
    },
    active,
  )
}
