import { Button } from '@mantine/core'
import { IconPlus, IconSearchOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TimeAgo } from '../../ui/instant.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { DriftAlarms } from './drift-alarms.tsx'
import { FlowPicture } from './flow-picture.tsx'
import { parserColumns } from './parser-columns.tsx'
import { ParserDrawer } from './parser-drawer.tsx'
import { isWanted, type ListedParser, type ParserRow, type ParsersSearch, titleOf } from './parsers-search.ts'
import { ParsersToolbar } from './parsers-toolbar.tsx'

interface ParsersPageProps {
  search: ParsersSearch
  setSearch: SetSearch<ParsersSearch>
}

/** How a mail becomes a run, and which parser reads what: what dropped stands first, then the flow, then the list. */
export function ParsersPage({ search, setSearch }: ParsersPageProps) {
  const list = useQuery(api.parsers.list.queryOptions({ refetchInterval: 60_000 }))
  const rows = useMemo(
    () => list.data?.rows.map((row, index): ListedParser => ({ ...row, place: index + 1 })),
    [list.data],
  )
  const shown = rows?.filter((row) => isWanted(row, search))
  return (
    <>
      <PageHeader
        title="Parsers"
        lead={rows && <Lead rows={rows} countedAt={list.data?.countedAt ?? null} />}
        actions={
          <Button component={Link} to="/parsers/builder" leftSection={<IconPlus size={16} />}>
            New parser rule
          </Button>
        }
      />
      <DriftAlarms rows={rows ?? []} onOpen={(parser) => setSearch({ parser })} />
      <FlowPicture rows={rows} />
      <ParsersToolbar search={search} setSearch={setSearch} rows={rows ?? []} />
      <DataTable
        label="Parsers in the order in which mails are tried"
        columns={parserColumns}
        rows={list.isLoadingError ? [] : shown}
        rowId={({ place }) => place}
        rowLabel={titleOf}
        onOpen={({ id }) => setSearch({ parser: id })}
        skeletonRows={14}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <NothingFits
              onlyAlarms={Boolean(search.alarms)}
              onClear={() => setSearch(NO_FILTER, { replace: true })}
            />
          )
        }
      />
      <ParserDrawer id={search.parser} onClose={() => setSearch({ parser: undefined }, { replace: true })} />
    </>
  )
}

const NO_FILTER = { q: undefined, software: undefined, kind: undefined, origin: undefined, alarms: undefined }

function Lead({ rows, countedAt }: { rows: readonly ParserRow[]; countedAt: string | null }) {
  const rules = rows.filter(({ kind }) => kind === 'rule').length
  return (
    <>
      {countOf(rows.length - rules, 'parser')}
      {rules > 0 && ` and ${countOf(rules, 'rule')} of your own`}, tried from top to bottom.{' '}
      {countedAt ? (
        <>
          Counted <TimeAgo at={countedAt} />.
        </>
      ) : (
        'No mail was counted yet.'
      )}
    </>
  )
}

function NothingFits({ onlyAlarms, onClear }: { onlyAlarms: boolean; onClear: () => void }) {
  return (
    <EmptyState
      icon={<IconSearchOff size={28} />}
      title={onlyAlarms ? 'No parser with an alarm' : 'No parser fits'}
      action={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      {onlyAlarms
        ? 'Every parser reads as well as it used to, or has too little mail to tell.'
        : 'Take a filter away. A report that no parser knows can be read by a rule of your own.'}
    </EmptyState>
  )
}
