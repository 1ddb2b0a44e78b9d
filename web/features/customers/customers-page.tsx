import { Button, Select } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBuildingCommunity, IconPlus, IconSearchOff } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { CreateCustomer } from './create-customer.tsx'
import { customerColumns } from './customer-columns.tsx'
import { CustomerDrawer } from './customer-drawer.tsx'
import { CUSTOMERS_PAGE, type CustomersSearch, customersInput } from './customers-search.ts'

interface CustomersPageProps {
  search: CustomersSearch
  setSearch: SetSearch<CustomersSearch>
  paging: Paging
  /** What other parts of the product keep about a customer. */
  moreOf: (customerId: number) => ReactNode
}

/** All customers: how many jobs, how much is open, where their reports may be sent. */
export function CustomersPage({ search, setSearch, paging, moreOf }: CustomersPageProps) {
  const list = useQuery(
    api.customers.list.queryOptions({
      input: customersInput(search),
      placeholderData: keepPreviousData,
      refetchInterval: 30_000,
    }),
  )
  const [creating, create] = useDisclosure(false)
  const mayChange = useMay(contract.customers.create)
  const filter = (patch: CustomersSearch) => setSearch({ ...patch, after: undefined }, { replace: true })
  const addButton = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={create.open}>
      New customer
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Customers"
        lead={list.data && countOf(list.data.total, 'customer')}
        actions={addButton}
      />
      <Toolbar>
        <SearchField label="Search customers" value={search.q} onSearch={(q) => filter({ q })} />
        <Select
          w={170}
          aria-label="Active or not"
          placeholder="Active and inactive"
          clearable
          data={[
            { value: 'active', label: 'Active' },
            { value: 'inactive', label: 'Inactive' },
          ]}
          value={search.active ?? null}
          onChange={(active) =>
            filter({ active: active === 'active' || active === 'inactive' ? active : undefined })
          }
        />
      </Toolbar>
      <DataTable
        label="Customers"
        columns={customerColumns}
        rows={list.isLoadingError ? [] : list.data?.rows}
        rowId={({ id }) => id}
        rowLabel={({ name }) => name}
        onOpen={mayChange ? ({ id }) => setSearch({ edit: id }) : undefined}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <NoCustomers filtered={Boolean(search.q || search.active)} action={addButton} />
          )
        }
      />
      <Pager page={list.data} limit={CUSTOMERS_PAGE} paging={paging} />
      <CreateCustomer opened={creating} onClose={create.close} onCreated={(id) => setSearch({ edit: id })} />
      <CustomerDrawer
        id={mayChange ? search.edit : undefined}
        onClose={() => setSearch({ edit: undefined }, { replace: true })}
        more={moreOf}
      />
    </>
  )
}

function NoCustomers({ filtered, action }: { filtered: boolean; action: ReactNode }) {
  if (filtered) {
    return (
      <EmptyState icon={<IconSearchOff size={28} />} title="No customer fits">
        Take a filter away, or create the customer.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<IconBuildingCommunity size={28} />} title="No customers yet" action={action}>
      Create one here, or while approving its first report in the Inbox.
    </EmptyState>
  )
}
