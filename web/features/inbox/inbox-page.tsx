import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { useSelection } from '../../lib/use-selection.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { BulkActions } from './bulk-actions.tsx'
import { inboxColumns } from './inbox-columns.tsx'
import { InboxEmpty } from './inbox-empty.tsx'
import { INBOX_PAGE, type InboxSearch, isFiltered, listInput } from './inbox-search.ts'
import { InboxToolbar } from './inbox-toolbar.tsx'
import { MessageDialog } from './message-dialog.tsx'
import { ParserBanner } from './parser-banner.tsx'
import { ReparseAllButton } from './reparse-all.tsx'
import { UploadArea } from './upload-area.tsx'
import { useUploads } from './use-uploads.ts'

interface InboxPageProps {
  search: InboxSearch
  setSearch: SetSearch<InboxSearch>
  paging: Paging
}

/** The messages that wait for a person: look, assign to a customer, or throw away. */
export function InboxPage({ search, setSearch, paging }: InboxPageProps) {
  const list = useQuery(
    api.inbox.list.queryOptions({
      input: listInput(search),
      placeholderData: keepPreviousData,
      refetchInterval: 10_000,
    }),
  )
  const rows = list.data?.rows
  const selection = useSelection(rows?.map(({ id }) => id) ?? [])
  const selected = rows?.filter(({ id }) => selection.has(id)) ?? []
  const uploads = useUploads()
  const mayAct = useMay(contract.inbox.approve)

  const open = (message: number | undefined) =>
    setSearch({ message }, { replace: search.message !== undefined && message !== undefined })
  const openNext = async (leaving: number) => {
    const before = rows?.map(({ id }) => id) ?? []
    const following = [...before.slice(before.indexOf(leaving) + 1), ...before]
    const fresh = (await list.refetch()).data?.rows.map(({ id }) => id) ?? []
    open(following.find((id) => id !== leaving && fresh.includes(id)))
  }

  return (
    <>
      <PageHeader
        title="Inbox"
        lead={list.data && `${countOf(list.data.total, 'message')} waiting for a person`}
        actions={
          mayAct && (
            <>
              <ReparseAllButton />
              <UploadArea uploads={uploads} />
            </>
          )
        }
      />
      <ParserBanner search={search} setSearch={setSearch} />
      {selected.length > 0 && mayAct ? (
        <BulkActions rows={selected} onDone={selection.clear} onClear={selection.clear} />
      ) : (
        <InboxToolbar search={search} setSearch={setSearch} rows={rows ?? []} />
      )}
      <DataTable
        label="Messages in the Inbox"
        columns={inboxColumns}
        rows={list.isLoadingError ? [] : rows}
        rowId={({ id }) => id}
        rowLabel={({ subject }) => subject}
        onOpen={({ id }) => open(id)}
        selection={mayAct ? selection : undefined}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <InboxEmpty filtered={isFiltered(search)} />
          )
        }
      />
      <Pager page={list.data} limit={INBOX_PAGE} paging={paging} />
      <MessageDialog
        id={search.message}
        siblings={rows?.map(({ id }) => id) ?? []}
        onOpen={open}
        onLeft={(id) => void openNext(id)}
      />
    </>
  )
}
