import { MultiSelect, SegmentedControl, Stack, Text } from '@mantine/core'
import { countOf } from '../../lib/amounts.ts'
import type { Scope } from './alert.ts'
import type { AlertSubject } from './subject.ts'

export interface ChosenScope {
  kind: Scope['kind']
  objectIds: readonly number[]
}

interface ScopeChoiceProps {
  subject: AlertSubject
  chosen: ChosenScope
  onChange: (chosen: ChosenScope) => void
}

/** For what a new ticket or remark is to hold from now on: the jobs, their customers, or objects of the run. */
export function ScopeChoice({ subject, chosen, onChange }: ScopeChoiceProps) {
  const { jobIds, objects = [] } = subject
  const isOne = jobIds.length === 1
  const kinds = [
    { value: 'job' as const, label: isOne ? 'This job' : countOf(jobIds.length, 'job') },
    {
      value: 'customer' as const,
      label: isOne ? 'The whole customer' : 'Their customers',
    },
    ...(objects.length > 0 ? [{ value: 'object' as const, label: 'Objects' }] : []),
  ]
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500} component="div" id="scope-choice">
        Holds for
      </Text>
      <SegmentedControl
        aria-labelledby="scope-choice"
        value={chosen.kind}
        onChange={(kind) => onChange({ ...chosen, kind })}
        data={kinds}
      />
      {chosen.kind === 'object' && (
        <MultiSelect
          label="Objects"
          searchable
          placeholder={chosen.objectIds.length === 0 ? 'Choose objects of this run' : undefined}
          data={objects.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={chosen.objectIds.map(String)}
          onChange={(ids) => onChange({ ...chosen, objectIds: ids.map(Number) })}
          maxDropdownHeight={220}
          limit={200}
        />
      )}
      <Text size="xs" c="dimmed">
        {EXPLAINED[chosen.kind]}
      </Text>
    </Stack>
  )
}

const EXPLAINED = {
  job: 'Every new run of it is linked, missed ones too, until this is resolved.',
  customer: 'Every new run of every job of the customer is linked until this is resolved.',
  object: 'Every new run with one of these objects is linked, in whatever job, until this is resolved.',
}
