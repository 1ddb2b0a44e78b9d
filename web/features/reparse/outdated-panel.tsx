import { Button, Skeleton, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import classes from './outdated-panel.module.css'
import type { StartPreview } from './use-start-preview.ts'

/** As far as the server counts. */
const COUNTED = 10_000

/** What was read by parsers that have changed since: after an upgrade, or when a rule was changed. */
export function OutdatedPanel({ start }: { start: StartPreview }) {
  const readers = useQuery(api.reparse.readers.queryOptions())
  const outdated = readers.data?.filter((reader) => reader.outdated)
  return (
    <Panel title="Out of date">
      {readers.isError && <ProblemPanel error={readers.error} onRetry={() => void readers.refetch()} />}
      {readers.isPending && <Skeleton height={96} />}
      {outdated?.length === 0 && (
        <Text size="sm" c="dimmed">
          Every stored message was read by the parsers and rules of today. After an upgrade, or when a rule
          changes, what they would read otherwise is found out here.
        </Text>
      )}
      {outdated && outdated.length > 0 && (
        <>
          <Text size="sm" c="dimmed">
            These parsers have changed since they read messages that are stored.
          </Text>
          <ul className={classes.list}>
            {outdated.map(({ parserId, readByVersion, presentVersion, messages }) => (
              <li key={`${parserId} ${readByVersion}`}>
                <span>
                  {parserId}{' '}
                  <span className={classes.versions}>
                    {presentVersion === null
                      ? `version ${readByVersion}, no longer in use`
                      : `version ${readByVersion} → ${presentVersion}`}
                  </span>
                </span>
                <span className={classes.count}>
                  {messages >= COUNTED ? 'more than ' : ''}
                  {countOf(messages, 'message')}
                </span>
              </li>
            ))}
          </ul>
          <Button
            leftSection={<IconEye size={16} />}
            loading={start.pending === 'outdated'}
            onClick={() => start.begin({ kind: 'outdated' })}
          >
            See what would change
          </Button>
        </>
      )}
    </Panel>
  )
}
