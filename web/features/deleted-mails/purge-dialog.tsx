import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { PURGE_UNASKED, PURGE_WORD } from '../../../contract/deleted-mails.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { notifyDone } from '../../ui/notify.tsx'

export type Purging = Parameters<typeof api.deletedMails.purge.call>[0]['which']

interface PurgeDialogProps {
  which: Purging
  count: number
  onClose: () => void
  onDone: () => void
}

/** Asks before messages go for good; for many of them the word has to be typed. */
export function PurgeDialog({ which, count, onClose, onDone }: PurgeDialogProps) {
  const [typed, setTyped] = useState('')
  const needsWord = count > PURGE_UNASKED
  const purge = useMutation({
    mutationFn: () => purgeAll(which, needsWord ? typed : undefined),
    meta: { showsOwnErrors: true },
    onSuccess: (purged) => {
      notifyDone(`${countOf(purged, 'message')} purged`, 'They are gone and will not be taken in again.')
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    purge.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={`Purge ${countOf(count, 'message')} for good?`} centered>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">
            This cannot be taken back. Runs that these messages made stay, without their mail; should a
            mailbox hand the same messages over again, they are left out.
          </Text>
          {needsWord && (
            <TextInput
              label={`Type "${PURGE_WORD}" to confirm`}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              data-autofocus
            />
          )}
          {purge.isError && <Callout tone="danger">{problemOf(purge.error).detail}</Callout>}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={purge.isPending}>
              Cancel
            </Button>
            <Button
              type="submit"
              color="red.8"
              loading={purge.isPending}
              disabled={needsWord && typed.trim().toLowerCase() !== PURGE_WORD}
            >
              Purge
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** One request purges for some seconds; what is left is asked for again. */
async function purgeAll(which: Purging, typed: string | undefined): Promise<number> {
  let purged = 0
  for (let left = 1; left > 0; ) {
    const done = await api.deletedMails.purge.call({ which, typed })
    purged += done.purged
    left = done.purged === 0 ? 0 : done.left
  }
  return purged
}
