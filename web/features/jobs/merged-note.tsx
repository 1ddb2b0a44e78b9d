import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { Callout } from '../../ui/callout.tsx'
import { nameWithHost } from './jobs-search.ts'

/** Says to who followed the link of a job that was merged why this one opened. */
export function MergedNote({ id, onClose }: { id: number; onClose: () => void }) {
  const merged = useQuery(api.jobs.get.queryOptions({ input: { id } }))
  if (!merged.data?.mergedInto) return null
  return (
    <Callout tone="info">
      <Group justify="space-between" gap="sm">
        <span>
          <b>{nameWithHost(merged.data)}</b> was merged into this job, which has all its runs.
        </span>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          Got it
        </Button>
      </Group>
    </Callout>
  )
}
