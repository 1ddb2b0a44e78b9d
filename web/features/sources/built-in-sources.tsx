import { Skeleton } from '@mantine/core'
import { IconApi, IconTerminal2, IconUpload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { InlineLink } from '../../ui/inline-link.tsx'
import { TimeAgo } from '../../ui/instant.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './built-in-sources.module.css'
import type { Source } from './source.ts'

const BUILT_IN: {
  kind: Source['connection']['kind']
  name: string
  Icon: typeof IconApi
  what: ReactNode
}[] = [
  {
    kind: 'upload',
    name: 'Upload',
    Icon: IconUpload,
    what: (
      <>
        .eml, .mbox and .zip, dropped into{' '}
        <InlineLink>
          <Link to="/inbox">the Inbox</Link>
        </InlineLink>
      </>
    ),
  },
  {
    kind: 'http',
    name: 'HTTP',
    Icon: IconApi,
    what: (
      <>
        Scripts hand over reports with a token from{' '}
        <InlineLink>
          <Link to="/settings/tokens">API tokens</Link>
        </InlineLink>
      </>
    ),
  },
  {
    kind: 'command',
    name: 'Command line',
    Icon: IconTerminal2,
    what: (
      <>
        <code>backupchecks import PATH…</code> on the server
      </>
    ),
  },
]

/** The ways in that are always there. */
export function BuiltInSources({ sources }: { sources: readonly Source[] | undefined }) {
  return (
    <div className={classes.root}>
      <Panel title="Always there">
        <ul className={classes.list}>
          {BUILT_IN.map(({ kind, name, Icon, what }) => {
            const at = sources?.find(({ connection }) => connection.kind === kind)?.lastDeliveryAt
            return (
              <li key={kind}>
                <Icon size={18} stroke={1.5} aria-hidden />
                <b>{name}</b>
                <span>{what}</span>
                <span className={classes.last}>
                  {!sources && <Skeleton height={12} width={90} />}
                  {at && (
                    <>
                      last new message <TimeAgo at={at} />
                    </>
                  )}
                </span>
              </li>
            )
          })}
        </ul>
      </Panel>
    </div>
  )
}
