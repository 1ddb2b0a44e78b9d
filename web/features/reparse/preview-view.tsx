import { Group, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { ChangesList } from './changes-list.tsx'
import { PreviewActions } from './preview-actions.tsx'
import { PreviewState } from './preview-state.tsx'
import { PreviewSummary } from './preview-summary.tsx'
import { isAtWork, type ReparseSearch, scopeTitle } from './reparse-search.ts'

interface PreviewViewProps {
  id: number
  search: ReparseSearch
  setSearch: SetSearch<ReparseSearch>
  paging: Paging
}

/** One preview: how far it is, what it would change in sum and message by message, and the button that does it. */
export function PreviewView({ id, search, setSearch, paging }: PreviewViewProps) {
  const preview = useQuery(
    api.reparse.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? 1_000 : false),
    }),
  )
  if (preview.isError) return <ProblemPanel error={preview.error} onRetry={() => void preview.refetch()} />
  const { data } = preview
  if (!data)
    return (
      <Stack>
        <Skeleton height={60} />
        <Skeleton height={150} radius="lg" />
      </Stack>
    )
  return (
    <>
      <PageHeader
        title={scopeTitle(data.scope)}
        eyebrow={
          <InlineLink>
            <Link from="/reparse" to="." search={{}}>
              Re-parse
            </Link>
          </InlineLink>
        }
        lead={
          <Group gap={8}>
            <PreviewState state={data.state} />
            <span>
              begun by {data.createdBy}, <Instant at={data.createdAt} />
            </span>
          </Group>
        }
        actions={<PreviewActions preview={data} />}
      />
      <Stack gap="md">
        <PreviewSummary preview={data} />
        <ChangesList preview={data} search={search} setSearch={setSearch} paging={paging} />
      </Stack>
    </>
  )
}
