import { Link } from '@tanstack/react-router'
import { InlineLink } from '../../../ui/inline-link.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { isMailbox, type Source } from '../source.ts'
import { ImportNow } from './import-now.tsx'
import classes from './mailboxes-now.module.css'

/** Every mailbox with a way to read it now. */
export function MailboxesNow({ sources }: { sources: readonly Source[] | undefined }) {
  const mailboxes = sources?.filter(({ connection }) => isMailbox(connection.kind)) ?? []
  if (mailboxes.length === 0) return null
  return (
    <div className={classes.root}>
      {mailboxes.map((source) => (
        <Panel
          key={source.id}
          title={
            <InlineLink>
              <Link to="/settings/sources/$sourceId" params={{ sourceId: String(source.id) }}>
                {source.name}
              </Link>
            </InlineLink>
          }
          label={source.name}
        >
          <ImportNow source={source} blocked={source.enabled ? undefined : 'It is disabled.'} />
        </Panel>
      ))}
    </div>
  )
}
