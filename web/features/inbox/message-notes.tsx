import { Button } from '@mantine/core'
import { IconTextScan2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { contract } from '../../../contract/contract.ts'
import { useMay } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import type { Message } from './inbox-search.ts'

/** What a person should know about a message before deciding. */
export function MessageNotes({ message }: { message: Message }) {
  const { parseState, parseError, isHistory, location } = message
  const mayBuild = useMay(contract.parserRules.save)
  return (
    <>
      {location !== 'inbox' && (
        <Callout tone="info" title={location === 'deleted' ? 'Deleted' : 'Already filed'}>
          This message is no longer in the Inbox.
        </Callout>
      )}
      {parseState === 'error' && (
        <Callout tone="danger" title="This message could not be read">
          {parseError ?? 'No reason is known.'} It is kept as it came, so it can be read again after a repair.
        </Callout>
      )}
      {parseState === 'unparsed' && (
        <Callout tone="warning" title="No parser recognises this mail">
          If it is a backup report, keep it: a newer parser can read it later with Re-parse. If it is not,
          delete it.
          {mayBuild && (
            <Button
              renderRoot={(props) => (
                <Link to="/parsers/builder" search={{ message: message.id }} {...props} />
              )}
              size="compact-sm"
              variant="light"
              mt="xs"
              leftSection={<IconTextScan2 size={14} />}
            >
              Build a parser rule…
            </Button>
          )}
        </Callout>
      )}
      {parseState === 'stored' && (
        <Callout tone="info" title="Not read yet">
          The message is stored and will be read in a moment.
        </Callout>
      )}
      {isHistory && parseState === 'parsed' && (
        <Callout tone="info" title="This report is old">
          Its run will enter as reviewed history: it shows on the job page and teaches the schedule, but does
          not come into Run Checks.
        </Callout>
      )}
    </>
  )
}
