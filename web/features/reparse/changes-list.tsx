import { Select, Text } from '@mantine/core'
import { IconChecks, IconFilterOff, IconHourglass } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { number } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useLatest } from '../../lib/use-latest.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { changeColumns, KIND_WORDS } from './change-columns.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import {
  CHANGES_PAGE,
  type ChangeFilter,
  isAtWork,
  type Preview,
  type ReparseSearch,
} from './reparse-search.ts'

interface ChangesListProps {
  preview: Preview
  search: ReparseSearch
  setSearch: SetSearch<ReparseSearch>
  paging: Paging
}

/** Message by message what would change; each opens with both readings side by side. */
export function ChangesList({ preview, search, setSearch, paging }: ChangesListProps) {
  const { kind, after } = search
  const list = useQuery(
    api.reparse.changes.queryOptions({
      input: {
        id: preview.id,
        after,
        limit: CHANGES_PAGE,
        conflicts: kind === 'conflicts',
        ...(kind && kind !== 'conflicts' && { kind }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  // What the preview found since is asked for whenever it says that it found more.
  const refetch = useLatest(list.refetch)
  const { keptChanges } = preview
  useEffect(() => {
    if (keptChanges > 0) void refetch()
  }, [keptChanges, refetch])
  const isBehind = kind === undefined && keptChanges > 0 && list.data?.total === 0
  const rows = isBehind ? undefined : list.data?.rows
  const choices = filtersOf(preview)
  const open = (message: number | undefined) =>
    setSearch({ message }, { replace: search.message !== undefined && message !== undefined })
  return (
    <div>
      <Toolbar>
        <Select
          w={230}
          aria-label="Which changes"
          placeholder="Every change"
          clearable
          data={choices}
          value={kind ?? null}
          onChange={(value) =>
            setSearch(
              { kind: choices.find((choice) => choice.value === value)?.value, after: undefined },
              { replace: true },
            )
          }
        />
        {preview.changedMessages > preview.keptChanges && (
          <Text size="sm" c="dimmed">
            The newest {number(preview.keptChanges)} are listed; applying takes all.
          </Text>
        )}
      </Toolbar>
      <DataTable
        label="Changes"
        columns={changeColumns}
        rows={list.isLoadingError ? [] : rows}
        rowId={({ messageId }) => messageId}
        rowLabel={({ subject }) => subject}
        onOpen={({ messageId }) => open(messageId)}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <NoChanges preview={preview} filtered={kind !== undefined} />
          )
        }
      />
      <Pager page={list.data} limit={CHANGES_PAGE} paging={paging} />
      <ChangeDialog
        previewId={preview.id}
        messageId={search.message}
        siblings={rows?.map(({ messageId }) => messageId) ?? []}
        onOpen={open}
      />
    </div>
  )
}

function NoChanges({ preview, filtered }: { preview: Preview; filtered: boolean }) {
  if (isAtWork(preview))
    return (
      <EmptyState icon={<IconHourglass size={28} />} title="Nothing found so far">
        Changes appear here while messages are read; this page may be left meanwhile.
      </EmptyState>
    )
  if (filtered)
    return (
      <EmptyState icon={<IconFilterOff size={28} />} title="No change of this kind">
        Choose another kind, or clear the choice.
      </EmptyState>
    )
  return (
    <EmptyState icon={<IconChecks size={28} />} title="Nothing would change" tone="good">
      What these messages say is read as before.
    </EmptyState>
  )
}

function filtersOf({ draft }: Preview): { value: ChangeFilter; label: string }[] {
  const kinds: ChangeFilter[] = ['changed', 'newly read', 'no longer read', 'failed to read']
  return [...kinds, ...(draft ? (['conflicts'] as const) : [])].map((value) => ({
    value,
    label: KIND_WORDS[value],
  }))
}
