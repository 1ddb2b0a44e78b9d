import { Modal, Stack } from '@mantine/core'
import { number } from '../../../lib/amounts.ts'
import { Callout } from '../../../ui/callout.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Instant } from '../../../ui/instant.tsx'
import type { Import } from '../source.ts'
import { ImportState } from './import-state.tsx'
import { tookInWords, triggerOf } from './import-words.ts'

/** One import with all of its figures, and why it did not end well. */
export function ImportDetails({ run, onClose }: { run: Import | undefined; onClose: () => void }) {
  return (
    <Modal
      opened={run !== undefined}
      onClose={onClose}
      title={run ? `Import from ${run.source.name}` : 'Import'}
      centered
    >
      {run && (
        <Stack gap="md">
          {run.error && (
            <Callout tone={run.state === 'complete' ? 'warning' : 'danger'} title="What went wrong">
              {run.error}
            </Callout>
          )}
          <Facts
            items={[
              ['Result', <ImportState key="state" state={run.state} error={run.error} />],
              ['Started', <Instant key="from" at={run.startedAt} />],
              ['By', triggerOf(run)],
              ['Took', run.durationMs === null ? null : tookInWords(run.durationMs)],
              ['Fetched', number(run.fetched)],
              ['New', number(run.newMessages)],
              ['Known already', number(run.duplicates)],
              ['Parsed', number(run.parsed)],
              ['Taken by jobs', number(run.autoApproved)],
              ['Left in Inbox', number(run.leftInInbox)],
              ['Errors', number(run.errors)],
            ]}
          />
        </Stack>
      )}
    </Modal>
  )
}
