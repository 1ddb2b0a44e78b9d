import { Button } from '@mantine/core'
import { IconInbox, IconMailbox, IconSearchOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

/** An empty Inbox is good news, or the start of everything. */
export function InboxEmpty({ filtered }: { filtered: boolean }) {
  const mayConnect = useMay(contract.sources.list)
  const sources = useQuery({ ...api.sources.list.queryOptions(), enabled: mayConnect && !filtered })
  const nothingConnected = sources.data?.every(({ connection }) => !CONNECTED.includes(connection.kind))
  if (filtered) {
    return (
      <EmptyState icon={<IconSearchOff size={28} />} title="No message fits these filters">
        Take a filter away, or look under Jobs: a report that a job took is no longer here.
      </EmptyState>
    )
  }
  if (nothingConnected) {
    return (
      <EmptyState
        icon={<IconMailbox size={28} />}
        title="The Inbox is empty, and no mailbox is connected yet"
        action={
          <Button component={Link} to="/settings/sources">
            Connect a mailbox
          </Button>
        }
      >
        Connect Microsoft 365 or an IMAP mailbox, or let devices send to us. To bring in reports now, drop
        .eml, .mbox or .zip files anywhere on this page.
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

const CONNECTED: readonly string[] = ['graph', 'imap', 'smtp']
