import { Button, Group, Select, Skeleton, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { runStatusSchema } from '../../../contract/base.ts'
import { api } from '../../lib/api.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { statusWord } from '../../ui/status-badge.tsx'
import { GROUPS, SORTS } from './queue-orders.ts'
import { isSameView, type QueueView } from './queue-search.ts'
import { useQueueWords } from './use-queue-words.ts'

/** Where Run Checks begins for this person: with a saved view, or with an order and filters of their own. */
export function QueuePreferences() {
  const own = useQuery(api.queueViews.list.queryOptions())
  if (own.isError) return <ProblemPanel error={own.error} onRetry={() => void own.refetch()} />
  return (
    <Panel title="Run Checks begins with">
      {own.data ? (
        <PreferencesForm
          key={JSON.stringify(own.data.preferences)}
          views={own.data.views}
          stored={own.data.preferences}
        />
      ) : (
        <Skeleton height={240} />
      )}
    </Panel>
  )
}

interface PreferencesFormProps {
  views: readonly { id: number; name: string }[]
  stored: { search: QueueView; viewId: number | null }
}

function PreferencesForm({ views, stored }: PreferencesFormProps) {
  const [viewId, setViewId] = useState(stored.viewId)
  const [search, setSearch] = useState(stored.search)
  const words = useQueueWords()
  const products = new Set([search.software, ...words.map(({ software }) => software)])
  const save = useMutation(
    api.queueViews.savePreferences.mutationOptions({ onSuccess: () => notifyDone('Settings saved') }),
  )
  const isChanged = viewId !== stored.viewId || !isSameView(search, stored.search)
  const change = (patch: QueueView) => setSearch({ ...search, ...patch })
  return (
    <Stack gap="md" maw={420}>
      <Select
        label="Saved view"
        description="You save views in Run Checks itself"
        placeholder={views.length === 0 ? 'You have none so far' : 'None: the order and filters below'}
        clearable
        disabled={views.length === 0}
        data={views.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={viewId === null ? null : String(viewId)}
        onChange={(id) => setViewId(id === null ? null : Number(id))}
      />
      <Select
        label="Order"
        allowDeselect={false}
        disabled={viewId !== null}
        data={SORTS}
        value={search.sort ?? 'severity'}
        onChange={(sort) => change({ sort: sort ?? undefined })}
      />
      <Select
        label="Grouped by"
        allowDeselect={false}
        disabled={viewId !== null}
        data={GROUPS}
        value={search.group ?? 'job'}
        onChange={(group) => change({ group: group ?? undefined })}
      />
      <Select
        label="Status"
        placeholder="Any status"
        clearable
        disabled={viewId !== null}
        data={runStatusSchema.options.map((status) => ({ value: status, label: statusWord(status) }))}
        value={search.status ?? null}
        onChange={(status) => change({ status: status ?? undefined })}
      />
      <Select
        label="Product"
        placeholder="Any product"
        clearable
        searchable
        disabled={viewId !== null}
        data={[...products].filter((product) => product !== undefined).sort()}
        value={search.software ?? null}
        onChange={(software) => change({ software: software ?? undefined })}
      />
      <Group>
        <Button
          disabled={!isChanged}
          loading={save.isPending}
          onClick={() => save.mutate({ viewId, search })}
        >
          Save
        </Button>
      </Group>
    </Stack>
  )
}
