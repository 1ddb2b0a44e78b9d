import { Stack } from '@mantine/core'
import { PageHeader } from '../../ui/page-header.tsx'
import { ChainPanel } from './chain-panel.tsx'
import { ExportPanel } from './export-panel.tsx'

/** Who reviewed what and when: taken out as a file, and how it is kept from being changed. */
export function EvidencePage() {
  return (
    <>
      <PageHeader
        title="Review evidence"
        eyebrow="Settings"
        lead="Who looked at which run, and when; nothing of it can be changed or taken away unseen"
      />
      <Stack gap="lg">
        <ExportPanel />
        <ChainPanel />
      </Stack>
    </>
  )
}
