import { SimpleGrid, Stack } from '@mantine/core'
import type { SetSearch } from '../../lib/search-params.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { OutdatedPanel } from './outdated-panel.tsx'
import { PreviewsTable } from './previews-table.tsx'
import { ProposalsPanel } from './proposals-panel.tsx'
import type { ReparseSearch } from './reparse-search.ts'
import { ScopePanel } from './scope-panel.tsx'
import { useStartPreview } from './use-start-preview.ts'

interface StartViewProps {
  search: ReparseSearch
  setSearch: SetSearch<ReparseSearch>
}

/** Where previews begin, what waits for a decision, and the previews of the last two weeks. */
export function StartView({ search, setSearch }: StartViewProps) {
  const start = useStartPreview((preview) => setSearch({ preview, after: undefined, kind: undefined }))
  return (
    <>
      <PageHeader
        title="Re-parse"
        lead="See what reading stored messages again would change, before anything is changed"
      />
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <OutdatedPanel start={start} />
          <ScopePanel key={search.parser} parser={search.parser} start={start} />
        </SimpleGrid>
        <ProposalsPanel />
        <PreviewsTable onOpen={(preview) => setSearch({ preview })} />
      </Stack>
    </>
  )
}
