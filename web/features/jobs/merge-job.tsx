import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { JobPicker, type PickedJob } from '../../pickers/job-picker.tsx'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { type Job, nameWithHost } from './jobs-search.ts'
import { MergePreview } from './merge-preview.tsx'
import { TypedName, wantsTypedName } from './typed-name.tsx'

/** Finds the job that takes over another one, shows what would become of it, and merges them. */
export function MergeJob({ job, onClose }: { job: Job; onClose: () => void }) {
  const { id, name, customer, health } = job
  const [into, setInto] = useState<PickedJob | null>(null)
  const [isPossible, setPossible] = useState(false)
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const merge = useMutation(
    api.jobs.merge.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: async ({ runs, newRuns }, { intoId }) => {
        notifyDone(
          `${nameWithHost(job)} is merged into ${into ? nameWithHost(into) : 'the other job'}`,
          [
            `${countOf(runs, 'run')} moved`,
            newRuns > 0 && `${countOf(newRuns, 'report')} that waited became runs`,
          ]
            .filter(Boolean)
            .join('; '),
        )
        await navigate({ to: '/jobs/$jobId', params: { jobId: String(intoId) } })
      },
    }),
  )
  const needsName = into !== null && isPossible && wantsTypedName(health.runCount)
  return (
    <Modal opened onClose={onClose} title={`Merge ${nameWithHost(job)} into another job`} centered size="lg">
      <Stack gap="sm">
        {merge.isError && <Callout tone="danger">{problemOf(merge.error).detail}</Callout>}
        <Text size="sm">
          For one job that became two, because a sender, host or name changed: the other job takes over all
          runs, tickets, remarks and overrides, and the reports to come.
        </Text>
        <JobPicker
          label={`Job of ${customer.name} to keep`}
          value={into}
          onChange={setInto}
          customerId={customer.id}
          except={id}
        />
        {into && <MergePreview key={into.id} job={job} intoId={into.id} onPossible={setPossible} />}
        {needsName && <TypedName name={name} value={typed} onChange={setTyped} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color="red.8"
            disabled={!into || !isPossible || (needsName && typed.trim() !== name.trim())}
            loading={merge.isPending}
            onClick={() => into && merge.mutate({ id, intoId: into.id, confirmation: typed })}
          >
            Merge
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
