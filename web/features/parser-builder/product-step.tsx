import { Autocomplete, Group, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { problemAt } from './rule-words.ts'
import { Step } from './step.tsx'
import type { EditedRule } from './use-rule.ts'

/** Which product the reports are of: software and type are part of every job's identity. */
export function ProductStep({ edited, isNew }: { edited: EditedRule; isNew: boolean }) {
  const { rule, change, problems } = edited
  const parsers = useQuery(api.parsers.list.queryOptions())
  const rows = parsers.data?.rows ?? []
  const software = [...new Set(rows.map((row) => row.software))].sort()
  const types = [...new Set(rows.filter((row) => row.software === rule.software).flatMap((row) => row.types))]
  return (
    <Step number={1} title="Product" lead="Software and type become part of the identity of every job.">
      <Stack gap="sm">
        <Group grow align="flex-start">
          <Autocomplete
            label="Software"
            data={software}
            value={rule.software}
            onChange={(value) => change({ software: value })}
            error={problemAt(problems, 'software')}
          />
          <Autocomplete
            label="Type"
            data={types.length > 0 ? types : ['Backup']}
            value={rule.type}
            onChange={(value) => change({ type: value })}
            error={problemAt(problems, 'type')}
          />
        </Group>
        <Group grow align="flex-start">
          <TextInput
            label="Name of the rule"
            value={rule.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={problemAt(problems, 'name')}
          />
          <TextInput
            label="Id"
            description={isNew ? undefined : 'Runs and messages keep it; another id makes another rule'}
            value={rule.id}
            readOnly={!isNew}
            onChange={(event) => change({ id: event.currentTarget.value.toLowerCase() })}
            error={problemAt(problems, 'id')}
          />
        </Group>
        <Group gap="xl">
          <div>
            <Text size="sm" fw={500} mb={4} id="cadence">
              When do they come?
            </Text>
            <SegmentedControl
              size="xs"
              aria-labelledby="cadence"
              value={rule.cadence}
              onChange={(value) => change({ cadence: value === 'event' ? 'event' : 'report' })}
              data={[
                { value: 'report', label: 'After every backup' },
                { value: 'event', label: 'Only when something happens' },
              ]}
            />
          </div>
          <Switch
            label="For awareness only"
            description="Not a backup: never expected, never missed"
            checked={rule.informational}
            onChange={(event) => change({ informational: event.currentTarget.checked })}
          />
        </Group>
      </Stack>
    </Step>
  )
}
