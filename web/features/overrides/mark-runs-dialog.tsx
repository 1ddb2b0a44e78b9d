import { Button, Group, Modal, Radio, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { instantIn } from '../../lib/local-time.ts'
import { problemOf } from '../../lib/problem.ts'
import type { RunActionTarget } from '../../lib/run-actions.tsx'
import { useSession } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone, notifyUndoable } from '../../ui/notify.tsx'
import type { Override } from './override.ts'
import { MODES } from './rule-fields.tsx'
import { expiryChoices } from './rule-values.ts'

interface MarkRunsDialogProps {
  target: RunActionTarget
  onClose: () => void
}

type Reach = 'runs' | 'jobs'

/** Makes successes of the runs of the ticked jobs: these alone, or with a rule for each of the jobs. */
export function MarkRunsDialog({ target, onClose }: MarkRunsDialogProps) {
  const { timeZone } = useSession()
  const choices = expiryChoices(timeZone, Date.now())
  const [reach, setReach] = useState<Reach>('runs')
  const [comment, setComment] = useState('')
  const [mode, setMode] = useState<Override['mode']>('contains')
  const [text, setText] = useState(target.errorText?.split('\n')[0]?.slice(0, 500) ?? '')
  const [until, setUntil] = useState(choices.find(({ label }) => label === '30 days')?.until ?? '')
  const undo = useMutation(api.overrides.unmarkRuns.mutationOptions({ meta: { changes: 'overrides' } }))
  const save = useMutation({
    mutationFn: () =>
      api.overrides.markRuns.call({
        runIds: [...target.runIds],
        comment,
        jobsRule:
          reach === 'jobs' ? { text, mode, validUntil: until ? instantIn(timeZone, until) : null } : null,
      }),
    meta: { showsOwnErrors: true, changes: 'overrides' },
    onSuccess: ({ overrideIds, changedRuns, leftOut }) => {
      const rest = leftOut > 0 ? ` ${countOf(leftOut, 'run')} needed no mark.` : ''
      const said = `${countOf(changedRuns, 'run')} changed.${rest}`
      if (overrideIds.length === 0) notifyDone('Nothing to mark', said)
      else notifyUndoable('Marked as success', said, () => undo.mutate({ overrideIds }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={`Mark as success: ${target.title}`} size="lg" centered>
      <form onSubmit={submit}>
        <Stack gap="md">
          {save.isError && <Callout tone="danger">{problemOf(save.error).detail}</Callout>}
          <Text size="sm" c="dimmed">
            What was reported is kept, and the runs still want to be reviewed. Successes, runs that did not
            come and runs of an unverified sender are left out.
          </Text>
          <Radio.Group label="For" value={reach} onChange={(value) => setReach(value as Reach)}>
            <Stack gap={6} mt={6}>
              <Radio
                value="runs"
                label={`These ${countOf(target.runIds.length, 'run')} only`}
                data-autofocus
              />
              <Radio
                value="jobs"
                label={`The ${countOf(target.jobIds.length, 'job')}, from the oldest of these runs on`}
              />
            </Stack>
          </Radio.Group>
          {reach === 'jobs' && (
            <>
              <Group gap="xs" align="end" wrap="nowrap">
                <Select
                  label="When the text"
                  w={150}
                  data={MODES}
                  allowDeselect={false}
                  value={mode}
                  onChange={(value) => setMode((value ?? 'contains') as Override['mode'])}
                />
                <TextInput
                  label="Text"
                  placeholder="any text"
                  flex={1}
                  maxLength={2000}
                  value={text}
                  onChange={(event) => setText(event.currentTarget.value)}
                />
              </Group>
              <Select
                label="Until"
                data={choices.map(({ label, until: value }) => ({ label, value }))}
                allowDeselect={false}
                value={until}
                onChange={(value) => setUntil(value ?? '')}
              />
            </>
          )}
          <Textarea
            label="Comment"
            placeholder="Why this is fine"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Group justify="end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Mark as success
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
