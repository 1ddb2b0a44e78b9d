import { Button, Group, Skeleton, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { useSession } from '../../../lib/session.tsx'
import { InlineLink } from '../../../ui/inline-link.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { ProblemPanel } from '../../../ui/problem-panel.tsx'
import { GraceInput } from '../change/rule-inputs.tsx'

/** The grace of jobs that have none of their own, and whose clock counts. */
export function GracePanel() {
  const { timeZone } = useSession()
  const settings = useQuery({ ...api.schedules.settings.queryOptions(), refetchOnWindowFocus: false })
  return (
    <Panel title="Grace and time zone">
      <Text size="sm" c="dimmed" mb="sm" maw={640}>
        How long after its usual window a run may still come before it counts as missed; at most half the gap
        to the next. A customer and a job may have another.
      </Text>
      {settings.isError && <ProblemPanel error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <Skeleton height={54} />}
      {settings.data && <GraceForm key={settings.data.graceMinutes} saved={settings.data.graceMinutes} />}
      <Text size="sm" c="dimmed" mt="md">
        Times of day are those of {timeZone}, unless a customer or a job has another zone. It is set in{' '}
        <InlineLink>
          <Link to="/settings/general">General</Link>
        </InlineLink>
        .
      </Text>
    </Panel>
  )
}

function GraceForm({ saved }: { saved: number }) {
  const [minutes, setMinutes] = useState(saved)
  const save = useMutation(
    api.schedules.updateSettings.mutationOptions({ onSuccess: () => notifyDone('Grace saved') }),
  )
  return (
    <Group gap="sm" align="flex-start">
      <GraceInput label="Grace" value={minutes} onChange={setMinutes} />
      <Button
        disabled={minutes === saved}
        loading={save.isPending}
        onClick={() => save.mutate({ graceMinutes: minutes })}
      >
        Save
      </Button>
    </Group>
  )
}
