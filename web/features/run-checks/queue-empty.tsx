import { IconChecks, IconSearchOff } from '@tabler/icons-react'
import { clockTime } from '../../lib/instants.ts'
import { useSession } from '../../lib/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

/** What the whole day works towards. */
export function QueueEmpty({ filtered, updatedAt }: { filtered: boolean; updatedAt: number }) {
  const { timeZone } = useSession()
  if (filtered) {
    return (
      <EmptyState icon={<IconSearchOff size={28} />} title="No open run fits these filters">
        Take a filter away to see the rest of the queue.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<IconChecks size={28} />} title="The queue is empty" tone="good">
      Every run has been looked at. Last checked at {clockTime(updatedAt, timeZone)}; new reports appear here
      by themselves.
    </EmptyState>
  )
}
