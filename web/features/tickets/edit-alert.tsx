import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { instantIn, localIn } from '../../lib/local-time.ts'
import { problemOf } from '../../lib/problem.ts'
import { useSession } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { type AlertDetail, routesOf } from './alert.ts'

/** Changes words and dates; refused when somebody else changed them meanwhile. */
export function EditAlert({ alert, onClose }: { alert: AlertDetail; onClose: () => void }) {
  const { timeZone } = useSession()
  // What was read when editing began, whatever comes in while somebody types.
  const [read] = useState(alert)
  const startWas = localIn(timeZone, Date.parse(read.startAt))
  const [text, setText] = useState(read.text)
  const [activeFrom, setActiveFrom] = useState(read.activeFrom)
  const [start, setStart] = useState(startWas)
  const save = useMutation(
    routesOf[read.kind].update.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: () => {
        notifyDone('Saved')
        onClose()
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({
      id: read.id,
      version: read.version,
      ...(text !== read.text && { text }),
      ...(activeFrom && activeFrom !== read.activeFrom && { activeFrom }),
      ...(start && start !== startWas && { startAt: instantIn(timeZone, start) }),
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Textarea
          label={read.kind === 'ticket' ? 'Description' : 'Remark'}
          autosize
          minRows={4}
          maxRows={16}
          maxLength={20_000}
          autoFocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group grow align="flex-start">
          <TextInput
            type="date"
            label="Active from"
            description="Older runs show it only where it is linked"
            value={activeFrom}
            onChange={(event) => setActiveFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label="Started"
            description="By this the list is sorted"
            value={start}
            onChange={(event) => setStart(event.currentTarget.value)}
          />
        </Group>
        {save.isError && <Callout tone="danger">{problemOf(save.error).detail}</Callout>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="compact-md" fz="sm" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" size="compact-md" fz="sm" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
