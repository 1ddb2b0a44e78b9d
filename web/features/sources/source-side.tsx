import { Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { incidentSchema } from '../../../contract/incidents.ts'
import { Callout } from '../../ui/callout.tsx'
import { Facts } from '../../ui/facts.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant, TimeAgo } from '../../ui/instant.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ImportNow } from './imports/import-now.tsx'
import { isMailbox, type Source } from './source.ts'

interface SourceSideProps {
  source: Source
  incident: z.infer<typeof incidentSchema> | undefined
  /** What is typed differs from what is stored. */
  isDirty: boolean
}

/** How a source is doing. */
export function SourceSide({ source, incident, isDirty }: SourceSideProps) {
  const { connection, enabled, lastCompleteImportAt, lastDeliveryAt, upSince, createdAt } = source
  const blocked = !enabled
    ? 'It is disabled.'
    : isDirty
      ? 'Save first: an import reads by what is stored.'
      : isFolderless(source)
        ? 'Choose its folders and save first.'
        : undefined
  return (
    <Stack gap="sm">
      {incident && (
        <Callout
          tone="danger"
          title={
            <>
              Not working, <TimeAgo at={incident.since} />
            </>
          }
        >
          {incident.message} {incident.recovery}
        </Callout>
      )}
      {isMailbox(connection.kind) && (
        <Panel title="Import">
          <ImportNow source={source} blocked={blocked} told={incident?.message} />
        </Panel>
      )}
      <Panel title="Last seen">
        <Facts
          items={[
            ['New message', agoOrNever(lastDeliveryAt)],
            ['Read through', isMailbox(connection.kind) ? agoOrNever(lastCompleteImportAt) : null],
            ['Listening', connection.kind === 'smtp' ? upSince && <Instant key="up" at={upSince} /> : null],
            ['Added', <Instant key="added" at={createdAt} />],
          ]}
        />
        {isMailbox(connection.kind) && (
          <div style={{ marginTop: 10 }}>
            <InlineLink>
              <Link to="/settings/imports" search={{ source: source.id }}>
                All imports of this source
              </Link>
            </InlineLink>
          </div>
        )}
      </Panel>
    </Stack>
  )
}

function agoOrNever(at: string | null) {
  return at ? <TimeAgo at={at} /> : 'never'
}

/** A mailbox of Microsoft 365 is read once both of its folders are chosen. */
function isFolderless({ connection }: Source): boolean {
  if (connection.kind !== 'graph') return false
  return connection.settings.incomingFolderId === null || connection.settings.processedFolderId === null
}
