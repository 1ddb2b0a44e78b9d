import { Select } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { countOf } from '../../../lib/amounts.ts'
import { api } from '../../../lib/api.ts'
import type { Paging } from '../../../lib/keyset-paging.ts'
import { usePolling } from '../../../lib/live.tsx'
import type { SetSearch } from '../../../lib/search-params.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Pager } from '../../../ui/pager.tsx'
import { ProblemPanel } from '../../../ui/problem-panel.tsx'
import { Toolbar } from '../../../ui/toolbar.tsx'
import { importColumns } from './import-columns.tsx'
import { ImportDetails } from './import-details.tsx'
import { ImportRules } from './import-rules.tsx'
import { IMPORTS_PAGE, type ImportsSearch, importsInput } from './imports-search.ts'
import { MailboxesNow } from './mailboxes-now.tsx'

interface ImportsPageProps {
  search: ImportsSearch
  setSearch: SetSearch<ImportsSearch>
  paging: Paging
}

/** Reading the mailboxes now, what holds for every import, and what each one brought. */
export function ImportsPage({ search, setSearch, paging }: ImportsPageProps) {
  const every = usePolling(5_000)
  const list = useQuery(
    api.sources.imports.queryOptions({
      input: importsInput(search),
      placeholderData: keepPreviousData,
      refetchInterval: every,
    }),
  )
  const sources = useQuery(api.sources.list.queryOptions({ refetchInterval: every }))
  const rows = list.data?.rows
  return (
    <>
      <PageHeader title="Imports" eyebrow="Settings" lead={list.data && countOf(list.data.total, 'import')} />
      <MailboxesNow sources={sources.data} />
      <ImportRules />
      <Toolbar>
        <Select
          w={260}
          aria-label="Source"
          placeholder="All sources"
          clearable
          data={(sources.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          value={search.source ? String(search.source) : null}
          onChange={(source) =>
            setSearch({ source: source ? Number(source) : undefined, after: undefined }, { replace: true })
          }
        />
      </Toolbar>
      <DataTable
        label="Imports, newest first"
        columns={importColumns}
        rows={list.isLoadingError ? [] : rows}
        rowId={({ id }) => id}
        rowLabel={({ source }) => source.name}
        onOpen={({ id }) => setSearch({ import: id })}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <EmptyState icon={<IconHistory size={28} />} title="Nothing was imported yet">
              Each import stands here with what it brought: from a mailbox, from files dropped into the Inbox,
              and from the command line.
            </EmptyState>
          )
        }
      />
      <Pager page={list.data} limit={IMPORTS_PAGE} paging={paging} />
      <ImportDetails
        run={rows?.find(({ id }) => id === search.import)}
        onClose={() => setSearch({ import: undefined }, { replace: true })}
      />
    </>
  )
}
