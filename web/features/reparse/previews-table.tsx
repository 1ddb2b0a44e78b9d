import { IconEye } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { PreviewState } from './preview-state.tsx'
import { isAtWork, type Preview, scopeTitle } from './reparse-search.ts'

const PREVIEWS = 50

const columns: readonly Column<Preview>[] = [
  {
    key: 'scope',
    header: 'Preview',
    cell: ({ id, scope }) => (
      <InlineLink>
        <Link from="/reparse" to="." search={{ preview: id }}>
          {scopeTitle(scope)}
        </Link>
      </InlineLink>
    ),
  },
  { key: 'state', header: 'State', width: 150, cell: ({ state }) => <PreviewState state={state} /> },
  {
    key: 'messages',
    header: 'Would change',
    width: 220,
    hideBelow: 720,
    cell: ({ changedMessages, changedRuns }) =>
      `${countOf(changedMessages, 'message')} / ${countOf(changedRuns, 'run')}`,
  },
  { key: 'by', header: 'By', width: 130, hideBelow: 900, cell: ({ createdBy }) => createdBy },
  {
    key: 'at',
    header: 'Begun',
    width: 130,
    hideBelow: 520,
    cell: ({ createdAt }) => <Instant at={createdAt} />,
  },
]

/** The previews of the last two weeks. */
export function PreviewsTable({ onOpen }: { onOpen: (id: number) => void }) {
  const list = useQuery(
    api.reparse.list.queryOptions({
      input: { limit: PREVIEWS },
      refetchInterval: ({ state }) => (state.data?.rows.some(isAtWork) ? 2_000 : false),
    }),
  )
  return (
    <DataTable
      label="Previews"
      columns={columns}
      rows={list.isLoadingError ? [] : list.data?.rows}
      rowId={({ id }) => id}
      rowLabel={({ scope }) => scopeTitle(scope)}
      onOpen={({ id }) => onOpen(id)}
      skeletonRows={3}
      empty={
        list.isLoadingError ? (
          <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <EmptyState icon={<IconEye size={28} />} title="No preview yet">
            A preview reads messages again in the background and lists what would change. Nothing is changed
            until you apply it.
          </EmptyState>
        )
      }
    />
  )
}
