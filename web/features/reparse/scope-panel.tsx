import { Button, Radio, Select, Stack } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { Panel } from '../../ui/panel.tsx'
import type { StartPreview } from './use-start-preview.ts'

/** A preview of other messages than those that are out of date. */
export function ScopePanel({ parser, start }: { parser: string | undefined; start: StartPreview }) {
  const [kind, setKind] = useState(parser === undefined ? 'unread' : 'parser')
  const [parserId, setParserId] = useState<string | null>(parser ?? null)
  const readers = useQuery(api.reparse.readers.queryOptions())
  const choices = [
    ...new Set([
      ...(parser === undefined ? [] : [parser]),
      ...(readers.data ?? []).map((each) => each.parserId),
    ]),
  ].toSorted()
  const begin = () => {
    if (kind === 'unread') start.begin({ kind: 'unread' })
    else if (parserId !== null) start.begin({ kind: 'parser', parserId })
  }
  return (
    <Panel title="Look at other messages">
      <Stack gap="sm">
        <Radio.Group value={kind} onChange={setKind} aria-label="Which messages">
          <Stack gap="xs">
            <Radio
              value="unread"
              label="Not recognised or failed"
              description="Messages that no parser took, or that a parser failed on."
            />
            <Radio
              value="parser"
              label="Of one parser"
              description="What it has read; for a rule of your own also what its sender and subject fit."
            />
          </Stack>
        </Radio.Group>
        {kind === 'parser' && (
          <Select
            aria-label="Parser"
            placeholder="Which parser"
            searchable
            data={choices}
            value={parserId}
            onChange={setParserId}
            nothingFoundMessage="No stored message was read by such a parser"
          />
        )}
        <div>
          <Button
            variant="default"
            leftSection={<IconEye size={16} />}
            disabled={kind === 'parser' && parserId === null}
            loading={start.pending === kind}
            onClick={begin}
          >
            See what would change
          </Button>
        </div>
      </Stack>
    </Panel>
  )
}
