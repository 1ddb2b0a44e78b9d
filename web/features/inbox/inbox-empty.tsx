import { IconInbox, IconSearchOff } from '@tabler/icons-react'
import { EmptyState } from '../../ui/empty-state.tsx'

/** An empty Inbox is good news, or the start of everything. */
export function InboxEmpty({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={<IconSearchOff size={28} />} title="No message fits these filters">
        Take a filter away, or look under Jobs: a report that a job took is no longer here.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<IconInbox size={28} />} title="The Inbox is empty" tone="good">
      Reports from known jobs become runs by themselves. Only what no job recognises waits here for a person.
      To bring in reports now, drop .eml, .mbox or .zip files anywhere on this page.
    </EmptyState>
  )
}
