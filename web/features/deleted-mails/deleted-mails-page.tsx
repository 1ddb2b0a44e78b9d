import { Button } from '@mantine/core'
import { IconArrowBackUp, IconSearchOff, IconTrash, IconTrashX } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useSelection } from '../../lib/use-selection.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { deletedColumns } from './deleted-columns.tsx'
import { DELETED_PAGE, type DeletedMailsSearch } from './deleted-mails-search.ts'
import { PurgeDialog, type Purging } from './purge-dialog.tsx'

interface DeletedMailsPageProps {
  search: DeletedMailsSearch
  setSearch: SetSearch<DeletedMailsSearch>
  paging: Paging
}

/** Messages that somebody deleted: restored from here, or purged for good. */
export function DeletedMailsPage({ search, setSearch, paging }: DeletedMailsPageProps) {
  const list = useQuery(
    api.deletedMails.list.queryOptions({
      input: { ...search, limit: DELETED_PAGE },
      placeholderData: keepPreviousData,
    }),
  )
  const rows = list.data?.rows
  const total = list.data?.total ?? 0
  const selection = useSelection(rows?.map(({ id }) => id) ?? [])
  const [purging, setPurging] = useState<{ which: Purging; count: number } | null>(null)
  const restore = useMutation(
    api.deletedMails.restore.mutationOptions({
      onSuccess: ({ restored }) => {
        selection.clear()
        notifyDone(`${countOf(restored, 'message')} restored`, 'Back in the Inbox, or with their jobs.')
      },
    }),
  )
  const purgeFound = () =>
    setPurging({
      which: { kind: 'found', q: search.q, deletedUntil: new Date().toISOString() },
      count: total,
    })
  return (
    <>
      <PageHeader
        title="Deleted mails"
        lead={list.data && countOf(total, 'deleted message')}
        actions={
          total > 0 && (
            <Button variant="default" leftSection={<IconTrashX size={16} />} onClick={purgeFound}>
              {search.q ? 'Purge all found' : 'Purge all'}
            </Button>
          )
        }
      />
      <Toolbar>
        {selection.ids.length > 0 ? (
          <SelectionBar count={selection.ids.length} noun="message" onClear={selection.clear}>
            <Button
              size="compact-md"
              fz="sm"
              leftSection={<IconArrowBackUp size={15} />}
              loading={restore.isPending}
              onClick={() => restore.mutate({ ids: [...selection.ids] })}
            >
              Restore
            </Button>
            <Button
              variant="default"
              size="compact-md"
              fz="sm"
              leftSection={<IconTrashX size={15} />}
              onClick={() =>
                setPurging({
                  which: { kind: 'selection', ids: [...selection.ids] },
                  count: selection.ids.length,
                })
              }
            >
              Purge
            </Button>
          </SelectionBar>
        ) : (
          <SearchField
            label="Search deleted mails"
            value={search.q}
            onSearch={(q) => setSearch({ q, after: undefined }, { replace: true })}
          />
        )}
      </Toolbar>
      <DataTable
        label="Deleted mails"
        columns={deletedColumns}
        rows={list.isLoadingError ? [] : rows}
        rowId={({ id }) => id}
        rowLabel={({ subject }) => subject || '(no subject)'}
        selection={selection}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : search.q ? (
            <EmptyState icon={<IconSearchOff size={28} />} title="No deleted mail fits">
              Sender and subject are searched. Try another word.
            </EmptyState>
          ) : (
            <EmptyState icon={<IconTrash size={28} />} title="Nothing is deleted">
              What somebody deletes in the Inbox lies here until it is restored or purged.
            </EmptyState>
          )
        }
      />
      <Pager page={list.data} limit={DELETED_PAGE} paging={paging} />
      {purging && (
        <PurgeDialog
          {...purging}
          onClose={() => setPurging(null)}
          onDone={() => {
            setPurging(null)
            selection.clear()
            setSearch({ after: undefined }, { replace: true })
          }}
        />
      )}
    </>
  )
}
