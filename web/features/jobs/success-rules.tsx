import { Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Job } from './jobs-search.ts'

const RULES = [
  {
    rule: 'objects',
    label: 'It lists fewer objects',
    explanation:
      'It lists none, or lacks one that the last five reports of its kind (full, incremental) all listed.',
  },
  {
    rule: 'size',
    label: 'It is much smaller',
    explanation:
      'Its total size is nothing, or 80 % below the median of the last five to ten reports of its kind.',
  },
] as const

/** Which rules make a warning of a reported success, and a switch for each. */
export function SuccessRules({ job: { id, successRules } }: { job: Job }) {
  const mayChange = useMay(contract.jobs.update)
  const queryClient = useQueryClient()
  // Pending until the job is read again, so that the switch never springs back in between.
  const update = useMutation(
    api.jobs.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.jobs.get.key() }),
    }),
  )
  const asked = update.isPending ? update.variables.successRules : undefined
  return (
    <Panel title="A success is raised to a warning when">
      <Stack gap="sm">
        {RULES.map(({ rule, label, explanation }) => (
          <Switch
            key={rule}
            label={label}
            description={explanation}
            checked={asked?.[rule] ?? successRules[rule]}
            disabled={!mayChange}
            onChange={(event) => update.mutate({ id, successRules: { [rule]: event.currentTarget.checked } })}
          />
        ))}
        <Text size="xs" c="dimmed">
          Holds for reports to come; runs that were raised before stay as they are.
        </Text>
      </Stack>
    </Panel>
  )
}
