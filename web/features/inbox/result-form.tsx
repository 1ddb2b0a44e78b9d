import { Button, SegmentedControl, Text, TextInput } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { CustomerPicker } from '../../pickers/customer-picker.tsx'
import { JobPicker } from '../../pickers/job-picker.tsx'
import type { Draft } from './decisions.ts'
import type { Result } from './inbox-search.ts'
import { RelayWarning } from './relay-warning.tsx'
import classes from './result-card.module.css'

const KINDS = [
  { value: 'new job', label: 'New job' },
  { value: 'existing job', label: 'Existing job' },
  { value: 'ignore', label: 'Ignore' },
] as const

interface ResultFormProps {
  result: Result
  /** One of several results of its mail: only then may it be ignored, a lone one is deleted instead. */
  oneOfSeveral: boolean
  draft: Draft
  onChange: (patch: Partial<Draft>) => void
}

/** Where a result should go: a new job of a customer, a job that exists, or nowhere. */
export function ResultForm({ result, oneOfSeveral, draft, onChange }: ResultFormProps) {
  const { suggestion } = result
  return (
    <div className={classes.form}>
      <SegmentedControl
        size="sm"
        aria-label="File as"
        value={draft.kind}
        onChange={(kind) => onChange({ kind })}
        data={KINDS.filter(({ value }) => oneOfSeveral || value !== 'ignore')}
      />
      {draft.kind === 'new job' && (
        <>
          <div className={classes.fields}>
            <CustomerPicker
              value={draft.customer}
              onChange={(customer) => onChange({ customer })}
              withCreate
            />
            <TextInput
              label="Job name"
              value={draft.jobName}
              error={draft.jobName.trim() ? null : 'A job needs a name'}
              onChange={(event) => onChange({ jobName: event.currentTarget.value })}
            />
          </div>
          {suggestion && suggestion.customer.id !== draft.customer?.id && (
            <Button
              variant="light"
              size="compact-sm"
              w="fit-content"
              maw="100%"
              h="auto"
              py={3}
              styles={{ label: { whiteSpace: 'normal' } }}
              leftSection={<IconBulb size={14} />}
              onClick={() => onChange({ customer: suggestion.customer })}
            >
              {suggestion.customer.name} — {suggestion.reason}
            </Button>
          )}
          {result.host && (
            <Text size="xs" c="dimmed">
              Reported by host {result.host}
            </Text>
          )}
        </>
      )}
      {draft.kind === 'existing job' && (
        <>
          <JobPicker value={draft.job} onChange={(job) => onChange({ job })} software={result.software} />
          <Text size="xs" c="dimmed">
            For a job whose sender or name has changed: this way of naming it is remembered as an alias.
          </Text>
        </>
      )}
      {draft.kind === 'ignore' && (
        <Text size="sm" c="dimmed">
          No run is made of it, now or when it is reported again by this sender. The mail itself is kept.
        </Text>
      )}
      {result.indistinctRelay && draft.kind !== 'ignore' && (
        <RelayWarning
          customerId={draft.customer?.id ?? draft.job?.customer.id}
          accepted={draft.relayAccepted}
          onAccept={(relayAccepted) => onChange({ relayAccepted })}
        />
      )}
    </div>
  )
}
