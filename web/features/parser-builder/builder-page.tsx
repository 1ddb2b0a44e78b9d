import { Anchor, Button, Group, Skeleton } from '@mantine/core'
import { IconFileImport, IconInbox, IconTextScan2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { Builder } from './builder.tsx'
import type { BuilderSearch } from './builder-search.ts'
import { ImportPackDialog } from './import-pack-dialog.tsx'

interface BuilderPageProps {
  search: BuilderSearch
  setSearch: SetSearch<BuilderSearch>
}

/** Builds or changes a parser rule beside the message that it is made from. */
export function BuilderPage({ search, setSearch }: BuilderPageProps) {
  const stored = useQuery({
    ...api.parserRules.get.queryOptions({ input: { id: search.rule ?? '' } }),
    enabled: search.rule !== undefined,
    refetchOnWindowFocus: false,
  })
  const messageId =
    search.message ?? stored.data?.samples.find((sample) => sample.messageId)?.messageId ?? null
  const sample = useQuery({
    ...api.parserRules.sample.queryOptions({ input: { messageId: messageId ?? 0 } }),
    enabled: messageId !== null,
    refetchOnWindowFocus: false,
  })
  const failed = [stored, sample].find((query) => query.isError)
  const waits = (search.rule && stored.isPending) || (messageId !== null && sample.isPending)
  const start = stored.data ?? (sample.data && { rule: sample.data.draft, before: null })
  return (
    <>
      <PageHeader
        title={stored.data ? stored.data.rule.name : 'Parser builder'}
        eyebrow={
          <Anchor component={Link} to="/parsers" size="sm" inherit>
            Parsers
          </Anchor>
        }
        lead={
          stored.data
            ? `${stored.data.rule.id} · version ${stored.data.rule.version}${stored.data.enabled ? '' : ' · switched off'}`
            : 'Teach Backupchecks to read the reports of one more product'
        }
        actions={
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} />}
            onClick={() => setSearch({ import: 1 })}
          >
            Import a pack
          </Button>
        }
      />
      {failed && <ProblemPanel error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && waits && <Waiting />}
      {!failed && !waits && start && (
        <Builder
          key={`${search.rule ?? ''} ${messageId ?? ''}`}
          start={{ rule: draftOf(start.rule), before: start.before }}
          stored={stored.data ?? null}
          sample={sample.data ?? null}
          onSaved={(id) => setSearch({ rule: id, message: messageId ?? undefined }, { replace: true })}
        />
      )}
      {!failed && !waits && !start && <NothingChosen onImport={() => setSearch({ import: 1 })} />}
      <ImportPackDialog
        opened={search.import !== undefined}
        onClose={() => setSearch({ import: undefined })}
      />
    </>
  )
}

/** A rule without the version that the store counts. */
function draftOf<Rule extends object>(rule: Rule): Omit<Rule, 'version'> {
  return Object.fromEntries(Object.entries(rule).filter(([key]) => key !== 'version')) as Omit<
    Rule,
    'version'
  >
}

function NothingChosen({ onImport }: { onImport: () => void }) {
  return (
    <EmptyState
      icon={<IconTextScan2 size={28} />}
      title="A rule begins with a report"
      action={
        <Group>
          <Button
            leftSection={<IconInbox size={16} />}
            renderRoot={(props) => <Link to="/inbox" search={{ state: 'unparsed' }} {...props} />}
          >
            Unread messages of the Inbox
          </Button>
          <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={onImport}>
            Import a pack
          </Button>
        </Group>
      }
    >
      Open a message that no parser recognised and choose “Build a parser rule”. You mark in it what is the
      job, the status and the objects; from then on such reports are read by themselves.
    </EmptyState>
  )
}

function Waiting() {
  return (
    <Group grow align="flex-start">
      <Skeleton height={520} radius="lg" />
      <Skeleton height={520} radius="lg" />
    </Group>
  )
}
