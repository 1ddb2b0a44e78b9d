import { Button } from '@mantine/core'
import { IconChecks, IconInbox, IconSearchOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { clockTime } from '../../lib/instants.ts'
import { useSession } from '../../lib/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

/** What the whole day works towards; on the very first day, where to begin. */
export function QueueEmpty({ filtered, updatedAt }: { filtered: boolean; updatedAt: number }) {
  const { timeZone } = useSession()
  const jobs = useQuery(api.jobs.list.queryOptions({ input: { limit: 1 } }))
  if (filtered) {
    return (
      <EmptyState icon={<IconSearchOff size={28} />} title="No open run fits these filters">
        Take a filter away to see the rest of the queue.
      </EmptyState>
    )
  }
  if (jobs.data?.total === 0) {
    return (
      <EmptyState
        icon={<IconInbox size={28} />}
        title="The queue is empty: no job reports here yet"
        action={
          <Button component={Link} to="/inbox">
            Go to the Inbox
          </Button>
        }
      >
        Take in the first reports in the Inbox and say whose they are. From then on their runs come here by
        themselves, to be looked at.
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
