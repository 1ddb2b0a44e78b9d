import { Button, Group, Modal, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { newRequestId } from '../../lib/request-id.ts'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone, notifyUndoable } from '../../ui/notify.tsx'
import { type AlertKind, routesOf } from './alert.ts'
import { type ChosenScope, ScopeChoice } from './scope-choice.tsx'
import { type PickedScope, ScopePicker } from './scope-picker.tsx'
import { type AlertSubject, scopesOf } from './subject.ts'

interface NewAlertDialogProps {
  kind: AlertKind
  /** What is chosen; without it the dialog asks for jobs and customers. */
  subject: AlertSubject | undefined
  onClose: () => void
}

/** Makes a ticket or a remark over what is chosen; a PSA number that is known lets its ticket hold for more. */
export function NewAlertDialog({ kind, subject, onClose }: NewAlertDialogProps) {
  const [requestId] = useState(newRequestId)
  const [usesPsa, setUsesPsa] = useState(false)
  const [psaNumber, setPsaNumber] = useState('')
  const [text, setText] = useState(kind === 'ticket' ? (subject?.template ?? '') : '')
  const [activeFrom, setActiveFrom] = useState('')
  const [chosen, setChosen] = useState<ChosenScope>(() => ({
    kind: 'job',
    objectIds: (subject?.objects ?? []).filter(({ isProblem }) => isProblem).map(({ id }) => id),
  }))
  const [picked, setPicked] = useState<readonly PickedScope[]>([])
  const scopes = subject
    ? scopesOf(subject, chosen.kind, chosen.objectIds)
    : picked.map((scope) => ({ kind: scope.kind, id: scope.id }))
  const number = usesPsa ? psaNumber.trim() : ''
  const save = useMutation({
    mutationFn: async (reopen: boolean) => {
      const common = {
        requestId,
        text: text.trim(),
        scopes,
        runIds: [...(subject?.runIds ?? [])],
        ...(activeFrom && { activeFrom }),
      }
      return kind === 'ticket'
        ? api.tickets.create.call({ ...common, reopen, ...(number && { psaNumber: number }) })
        : api.remarks.create.call(common)
    },
    meta: { showsOwnErrors: true, changes: 'tickets' },
    onSuccess: ({ alert, created, runsLinked }) => {
      const name = kind === 'ticket' ? `Ticket ${alert.code}` : 'The remark'
      const linked = runsLinked > 0 ? `${countOf(runsLinked, 'run')} linked.` : ''
      if (created) notifyUndoable(`${name} is made`, linked, () => undo.mutate({ id: alert.id, requestId }))
      else notifyDone(`${name} was known and holds for these too`, linked)
      onClose()
    },
  })
  const undo = useMutation(routesOf[kind].takeBack.mutationOptions({ meta: { changes: 'tickets' } }))
  const problem = save.isError ? problemOf(save.error) : null
  const isReady =
    scopes.length > 0 &&
    (kind === 'ticket' ? !usesPsa || number !== '' : text.trim() !== '') &&
    !save.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save.mutate(false)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={kind === 'ticket' ? 'New ticket' : 'New remark'}
      centered
      size="lg"
      // Over the run dialog there is a header already; two would be two banners of one page.
      attributes={{ header: { role: 'presentation' } }}
      // Keys that are pressed in here are no commands of the page behind.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form
        onSubmit={submit}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit(event)}
      >
        <Stack gap="sm">
          {subject && <div>{subject.title}</div>}
          {kind === 'ticket' && (
            <SegmentedControl
              aria-label="Where the code comes from"
              value={usesPsa ? 'psa' : 'internal'}
              onChange={(origin) => setUsesPsa(origin === 'psa')}
              data={[
                { value: 'internal', label: 'New code' },
                { value: 'psa', label: 'Number from the PSA' },
              ]}
            />
          )}
          {usesPsa && (
            <TextInput
              label="PSA number"
              description="A number that is known here gets these added"
              value={psaNumber}
              maxLength={60}
              onChange={(event) => setPsaNumber(event.currentTarget.value)}
              autoFocus
            />
          )}
          <Textarea
            label={kind === 'ticket' ? 'Description' : 'Remark'}
            data-autofocus
            autosize
            minRows={4}
            maxRows={14}
            maxLength={20_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {subject ? (
            <ScopeChoice subject={subject} chosen={chosen} onChange={setChosen} />
          ) : (
            <ScopePicker picked={picked} onChange={setPicked} />
          )}
          <TextInput
            type="date"
            w={220}
            label="Active from"
            description={subject?.runIds.length ? 'Empty: the day of the first run' : 'Empty: today'}
            value={activeFrom}
            onChange={(event) => setActiveFrom(event.currentTarget.value)}
          />
          {problem && <Callout tone="danger">{problem.errors[0]?.message ?? problem.detail}</Callout>}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            {problem?.code === 'ticket_resolved' && (
              <Button variant="default" loading={save.isPending} onClick={() => save.mutate(true)}>
                Open it again and use it
              </Button>
            )}
            <Button type="submit" disabled={!isReady} loading={save.isPending} title="Ctrl + Enter">
              {kind === 'ticket' ? 'Create ticket' : 'Add remark'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
