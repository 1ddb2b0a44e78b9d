import { CloseButton, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { CustomerPicker } from '../../pickers/customer-picker.tsx'
import { JobPicker } from '../../pickers/job-picker.tsx'
import classes from './scope-picker.module.css'

export interface PickedScope {
  kind: 'job' | 'customer'
  id: number
  name: string
}

interface ScopePickerProps {
  picked: readonly PickedScope[]
  onChange: (picked: readonly PickedScope[]) => void
}

/** Finds jobs and customers that something is to hold for, one after the other. */
export function ScopePicker({ picked, onChange }: ScopePickerProps) {
  const [kind, setKind] = useState<'job' | 'customer'>('job')
  const add = (scope: PickedScope) => {
    const rest = picked.filter((other) => other.kind !== scope.kind || other.id !== scope.id)
    onChange([...rest, scope])
  }
  return (
    <Stack gap={6}>
      <SegmentedControl
        size="xs"
        aria-label="Holds for a job or a customer"
        value={kind}
        onChange={setKind}
        data={[
          { value: 'job', label: 'A job' },
          { value: 'customer', label: 'A customer, with all its jobs' },
        ]}
      />
      {kind === 'job' ? (
        <JobPicker
          label="Job"
          value={null}
          onChange={(job) => job && add({ kind, id: job.id, name: `${job.customer.name} — ${job.name}` })}
        />
      ) : (
        <CustomerPicker
          value={null}
          onChange={(customer) => customer && add({ kind, id: customer.id, name: `All of ${customer.name}` })}
        />
      )}
      {picked.length > 0 && (
        <ul className={classes.picked} aria-label="Holds for">
          {picked.map((scope) => (
            <li key={`${scope.kind} ${scope.id}`}>
              <Group gap={4} wrap="nowrap">
                <Text size="sm" className={classes.name}>
                  {scope.name}
                </Text>
                <CloseButton
                  size="xs"
                  aria-label={`Leave out ${scope.name}`}
                  onClick={() => onChange(picked.filter((other) => other !== scope))}
                />
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
