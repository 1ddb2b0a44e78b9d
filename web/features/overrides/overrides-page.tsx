import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconPlus, IconSearchOff, IconShieldCheck } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FilterBanner } from '../../ui/filter-banner.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { EditOverrideDialog } from './edit-override-dialog.tsx'
import { NewOverrideDialog } from './new-override-dialog.tsx'
import { overrideColumns } from './override-columns.tsx'
import { OVERRIDE_STATES, OVERRIDES_PAGE, type OverridesSearch, overridesInput } from './overrides-search.ts'

interface OverridesPageProps {
  search: OverridesSearch
  setSearch: SetSearch<OverridesSearch>
  paging: Paging
}

const SCOPES = [
  { value: 'rules', label: 'Rules' },
  { value: 'runs', label: 'Single runs' },
  { value: 'all', label: 'All' },
]

/** Every standing decision that a failure or warning is none: what it matched, changed and removed from here. */
export function OverridesPage({ search, setSearch, paging }: OverridesPageProps) {
  const list = useQuery({
    ...api.overrides.list.queryOptions({ input: overridesInput(search), placeholderData: keepPreviousData }),
    // While runs are judged anew the figures move.
    refetchInterval: ({ state }) => (state.data?.rows.some(({ work }) => work) ? 2000 : false),
  })
  const mayCreate = useMay(contract.overrides.create)
  const [creating, setCreating] = useState(false)
  const { q, state, customer_id, job_id, scope = 'rules' } = search
  const isNarrowed = Boolean(q || state || customer_id || job_id)
  return (
    <>
      <PageHeader
        title="Overrides"
        lead={list.data && countOf(list.data.total, 'override')}
        actions={
          mayCreate && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
              New override
            </Button>
          )
        }
      />
      <Toolbar>
        <SearchField
          label="Search overrides"
          value={q}
          onSearch={(next) => setSearch({ q: next, after: undefined }, { replace: true })}
        />
        <SegmentedControl
          miw="max-content"
          aria-label="Which overrides"
          data={SCOPES}
          value={scope}
          onChange={(value) =>
            setSearch({
              scope: value === 'rules' ? undefined : (value as OverridesSearch['scope']),
              after: undefined,
            })
          }
        />
        <Select
          aria-label="State"
          placeholder="Any state"
          clearable
          w={150}
          data={OVERRIDE_STATES}
          value={state ?? null}
          onChange={(value) =>
            setSearch({ state: (value as OverridesSearch['state']) ?? undefined, after: undefined })
          }
        />
      </Toolbar>
      {(customer_id !== undefined || job_id !== undefined) && (
        <FilterBanner
          onClear={() => setSearch({ customer_id: undefined, job_id: undefined, after: undefined })}
        >
          {job_id === undefined ? 'Only overrides of one customer.' : 'Only overrides that speak of one job.'}
        </FilterBanner>
      )}
      <DataTable
        label="Overrides"
        columns={overrideColumns}
        rows={list.isLoadingError ? [] : list.data?.rows}
        rowId={({ id }) => id}
        rowLabel={({ id }) => `override ${id}`}
        onOpen={({ id }) => setSearch({ open: id })}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : isNarrowed ? (
            <EmptyState icon={<IconSearchOff size={28} />} title="No override fits">
              Customer, job, object, text and comment are searched. Try another word or clear the filters.
            </EmptyState>
          ) : scope === 'runs' ? (
            <EmptyState icon={<IconShieldCheck size={28} />} title="No single run is marked">
              “Mark as success” in a run’s dialog, for this run only, lists it here.
            </EmptyState>
          ) : (
            <EmptyState icon={<IconShieldCheck size={28} />} title="Every run counts as it was reported">
              When a failure or warning is known and needs nothing done, open its run and choose “Mark as
              success”: for that run, or by a rule for those that come.
            </EmptyState>
          )
        }
      />
      <Pager page={list.data} limit={OVERRIDES_PAGE} paging={paging} />
      {search.open !== undefined && (
        <EditOverrideDialog id={search.open} onClose={() => setSearch({ open: undefined })} />
      )}
      {creating && <NewOverrideDialog onClose={() => setCreating(false)} />}
    </>
  )
}
