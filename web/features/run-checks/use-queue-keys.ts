import { type Keys, useKeys } from '../../lib/use-keys.ts'
import type { RowCursor } from '../../lib/use-row-cursor.ts'
import { undoLast } from '../../ui/notify.tsx'
import { GROUPS } from './queue-orders.ts'
import type { QueueGroup, QueueRow } from './queue-search.ts'
import type { QueueSelection } from './use-queue-selection.ts'

interface QueueCommands {
  current: QueueRow | undefined
  cursor: RowCursor
  selection: QueueSelection
  group: QueueGroup
  /** What other features can do with the ticked jobs or the one under the cursor. */
  actionKeys: Keys
  review: () => void
  reviewSuccesses: () => void
  onOpenJob: (jobId: number) => void
  onGroup: (group: QueueGroup) => void
  onSearch: () => void
  onHelp: () => void
}

/** The queue by keyboard: move, open, tick, review, undo, search, help. */
export function useQueueKeys(commands: QueueCommands, active: boolean): void {
  const { current, cursor, selection, group, onOpenJob } = commands
  const tickGroup = () => current?.group && selection.addGroup(current.group.key)
  useKeys(
    {
      ...commands.actionKeys,
      j: () => cursor.move(1),
      k: () => cursor.move(-1),
      down: () => cursor.move(1),
      up: () => cursor.move(-1),
      enter: () => current && onOpenJob(current.jobId),
      x: () => current && selection.toggle(current.jobId),
      X: tickGroup,
      a: selection.toggleAll,
      r: commands.review,
      e: commands.reviewSuccesses,
      g: () => {
        const next = GROUPS[(GROUPS.findIndex(({ value }) => value === group) + 1) % GROUPS.length]
        if (next) commands.onGroup(next.value)
      },
      u: () => undoLast(),
      '/': commands.onSearch,
      '?': commands.onHelp,
      escape: selection.clear,
    },
    active,
  )
}
