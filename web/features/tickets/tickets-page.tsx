import { Button, Tabs } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconMessage2, IconSearchOff, IconTicket } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import { usePolling } from '../../lib/live.tsx'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { useSelection } from '../../lib/use-selection.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import { type AlertKind, nameOf, routesOf } from './alert.ts'
import { COLUMNS } from './alert-columns.tsx'
import { AlertDrawer } from './alert-drawer.tsx'
import { NewAlertButtons } from './new-alert-buttons.tsx'
import classes from './tickets-page.module.css'
import { isFiltered, TICKETS_PAGE, type TicketsSearch, ticketsInput } from './tickets-search.ts'
import { TicketsToolbar } from './tickets-toolbar.tsx'
import { useAlertActions } from './use-alert-actions.ts'

interface TicketsPageProps {
  search: TicketsSearch
  setSearch: SetSearch<TicketsSearch>
  paging: Paging
}

/** Every ticket and every remark, a tab each: found, looked into, resolved and opened again. */
export function TicketsPage({ search, setSearch, paging }: TicketsPageProps) {
  const kind: AlertKind = search.tab === 'remarks' ? 'remark' : 'ticket'
  const mayWrite = useMay(contract.tickets.resolve)
  const list = useQuery(
    routesOf[kind].list.queryOptions({
      input: ticketsInput(search),
      // The other tab's rows are no stand-in for this one's.
      placeholderData: (before) => (before?.rows[0]?.kind === kind ? before : undefined),
      refetchInterval: usePolling(30_000),
    }),
  )
  const rows = list.data?.rows
  const selection = useSelection(rows?.map(({ id }) => id) ?? [])
  const actions = useAlertActions(kind)
  const ticked = (rows ?? []).filter(({ id }) => selection.has(id))
  const open = ticked.filter(({ resolvedAt }) => resolvedAt === null).map(({ id }) => id)
  const resolved = ticked.filter(({ resolvedAt }) => resolvedAt !== null).map(({ id }) => id)
  return (
    <>
      <PageHeader
        title="Tickets and remarks"
        lead={list.data && `${countOf(list.data.counts.open, `open ${kind}`)}`}
        actions={<NewAlertButtons subject={undefined} size="sm" />}
      />
      <Tabs
        className={classes.tabs}
        value={kind}
        onChange={(tab) =>
          setSearch(
            { tab: tab === 'remark' ? 'remarks' : undefined, after: undefined, open: undefined },
            { replace: true },
          )
        }
      >
        <Tabs.List>
          <Tabs.Tab value="ticket" leftSection={<IconTicket size={16} />}>
            Tickets
          </Tabs.Tab>
          <Tabs.Tab value="remark" leftSection={<IconMessage2 size={16} />}>
            Remarks
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={kind} pt={12}>
          {mayWrite && selection.ids.length > 0 ? (
            <Toolbar>
              <SelectionBar count={selection.ids.length} noun={kind} onClear={selection.clear}>
                {open.length > 0 && (
                  <Button
                    size="compact-md"
                    fz="sm"
                    leftSection={<IconCheck size={15} />}
                    loading={actions.busy}
                    onClick={() => actions.resolveWhole(open, selection.clear)}
                  >
                    Resolve {countOf(open.length, kind)}
                  </Button>
                )}
                {resolved.length > 0 && (
                  <Button
                    variant="default"
                    size="compact-md"
                    fz="sm"
                    leftSection={<IconArrowBackUp size={15} />}
                    loading={actions.busy}
                    onClick={() => actions.reopenWhole(resolved, selection.clear)}
                  >
                    Reopen {countOf(resolved.length, kind)}
                  </Button>
                )}
              </SelectionBar>
            </Toolbar>
          ) : (
            <TicketsToolbar
              search={search}
              setSearch={setSearch}
              customer={list.data?.customer ?? null}
              counts={list.data?.counts}
            />
          )}
          <DataTable
            label={kind === 'ticket' ? 'Tickets' : 'Remarks'}
            columns={COLUMNS[kind]}
            rows={list.isLoadingError ? [] : rows}
            rowId={({ id }) => id}
            rowLabel={nameOf}
            selection={mayWrite ? selection : undefined}
            onOpen={({ id }) => setSearch({ open: id })}
            empty={
              list.isLoadingError ? (
                <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
              ) : (
                <Nothing kind={kind} search={search} />
              )
            }
          />
          <Pager page={list.data} limit={TICKETS_PAGE} paging={paging} />
        </Tabs.Panel>
      </Tabs>
      <AlertDrawer kind={kind} id={search.open} onClose={() => setSearch({ open: undefined })} />
    </>
  )
}

function Nothing({ kind, search }: { kind: AlertKind; search: TicketsSearch }) {
  if (isFiltered(search))
    return (
      <EmptyState icon={<IconSearchOff size={28} />} title={`No ${kind} fits`}>
        Take a filter away, or look at all of them instead of the {search.state ?? 'open'} ones.
      </EmptyState>
    )
  if (search.state === 'resolved')
    return (
      <EmptyState icon={<IconCheck size={28} />} title={`No ${kind} is resolved yet`}>
        What somebody resolves is found here, with the runs it was about.
      </EmptyState>
    )
  const Icon = kind === 'ticket' ? IconTicket : IconMessage2
  return (
    <EmptyState icon={<Icon size={28} />} title={`No ${kind} is open`} tone="good">
      {kind === 'ticket'
        ? 'Make one from a run in Run Checks (key t), from a job, or here. It is then linked to every new run until somebody resolves it.'
        : 'A remark tells colleagues what they would otherwise look into again. Make one from a run in Run Checks (key m), from a job, or here.'}
    </EmptyState>
  )
}
