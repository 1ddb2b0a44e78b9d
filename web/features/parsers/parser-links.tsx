import { Button } from '@mantine/core'
import { IconInbox, IconMailQuestion, IconPencil, IconRefresh } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ParserRow } from './parsers-search.ts'

const SMALL = { variant: 'default', size: 'compact-sm' } as const

/** Where one goes from a parser: its messages, what its senders sent that nothing could read, and reading all of it again. */
export function ParserLinks({ parser: { id, kind } }: { parser: Pick<ParserRow, 'id' | 'kind'> }) {
  return (
    <>
      <InboxOf parserId={id} />
      <UnreadOf parserId={id} />
      <Button
        {...SMALL}
        leftSection={<IconRefresh size={15} />}
        renderRoot={(props) => <Link to="/reparse" search={{ parser: id }} {...props} />}
      >
        Re-parse…
      </Button>
      {kind === 'rule' && (
        <Button
          {...SMALL}
          leftSection={<IconPencil size={15} />}
          renderRoot={(props) => <Link to="/parsers/builder" search={{ rule: id }} {...props} />}
        >
          Edit
        </Button>
      )}
    </>
  )
}

/** Where one goes from an alarm: to the messages that it is about. */
export function AlarmLinks({ parserId, alarms }: { parserId: string; alarms: ParserRow['alarms'] }) {
  return (
    <>
      {alarms.some(({ measure }) => measure === 'match') && <UnreadOf parserId={parserId} />}
      {alarms.some(({ measure }) => measure !== 'match') && <InboxOf parserId={parserId} />}
    </>
  )
}

function InboxOf({ parserId }: { parserId: string }) {
  return (
    <Button
      {...SMALL}
      leftSection={<IconInbox size={15} />}
      renderRoot={(props) => <Link to="/inbox" search={{ parser: parserId }} {...props} />}
    >
      Messages of this parser in the Inbox
    </Button>
  )
}

function UnreadOf({ parserId }: { parserId: string }) {
  return (
    <Button
      {...SMALL}
      leftSection={<IconMailQuestion size={15} />}
      renderRoot={(props) => <Link to="/inbox" search={{ unread_of: parserId }} {...props} />}
    >
      Unread messages of its senders
    </Button>
  )
}
