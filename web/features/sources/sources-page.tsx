import { Button, Group } from '@mantine/core'
import { IconMailbox } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { AddSource } from './add-source.tsx'
import { BuiltInSources } from './built-in-sources.tsx'
import { KINDS, SOURCE_KINDS } from './kinds.ts'
import { addedKind, isStarting } from './source.ts'
import { sourceColumns } from './source-columns.tsx'

interface SourcesPageProps {
  /** What is broken now stands on top. */
  notices: ReactNode
  onOpen: (id: number) => void
}

/** Every way in: whether it works, and what came last. */
export function SourcesPage({ notices, onOpen }: SourcesPageProps) {
  const every = usePolling(5_000)
  const list = useQuery(
    api.sources.list.queryOptions({
      refetchInterval: ({ state }) => (state.data?.some(isStarting) ? 2_000 : every),
    }),
  )
  const incidents = useQuery(api.incidents.open.queryOptions())
  const added = list.data?.filter((source) => addedKind(source) !== null)
  const rows = added?.map((source) => ({
    source,
    incident: incidents.data?.find((incident) => incident.source.id === source.id)?.message,
  }))
  return (
    <>
      <PageHeader
        title="Mail sources"
        eyebrow="Settings"
        lead={added && (added.length === 0 ? 'Ways in for reports' : countOf(added.length, 'source'))}
        actions={added && added.length > 0 && <AddSource />}
      />
      {notices}
      <DataTable
        label="Mail sources"
        columns={sourceColumns}
        rows={list.isLoadingError ? [] : rows}
        rowId={({ source }) => source.id}
        rowLabel={({ source }) => source.name}
        onOpen={({ source }) => onOpen(source.id)}
        skeletonRows={3}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <NoSources />
          )
        }
      />
      <BuiltInSources sources={list.data?.filter((source) => addedKind(source) === null)} />
    </>
  )
}

function NoSources() {
  return (
    <EmptyState
      icon={<IconMailbox size={28} />}
      title="No mailbox yet"
      action={
        <Group justify="center" gap="xs">
          {SOURCE_KINDS.map((kind) => {
            const { Icon, label } = KINDS[kind]
            return (
              <Button
                key={kind}
                variant={kind === 'graph' ? 'filled' : 'default'}
                component={Link}
                to={`/settings/sources/new/${kind}`}
                leftSection={<Icon size={16} />}
              >
                {label}
              </Button>
            )
          })}
        </Group>
      }
    >
      Connect Microsoft 365 or an IMAP mailbox that reports come to, or let devices send to us by SMTP. From
      then on reports come in by themselves.
    </EmptyState>
  )
}
