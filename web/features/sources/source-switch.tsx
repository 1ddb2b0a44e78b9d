import { Button, Group } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { confirmDanger } from '../../ui/confirm-danger.tsx'
import { notifyDone, notifyUndoable } from '../../ui/notify.tsx'
import { isMailbox, type Source } from './source.ts'

/** Switches a source off and on again; takes one away that nothing came from. */
export function SourceSwitch({ source, onRemoved }: { source: Source; onRemoved: () => void }) {
  const { id, name, enabled, canDelete, connection } = source
  const update = useMutation(api.sources.update.mutationOptions())
  const remove = useMutation(
    api.sources.remove.mutationOptions({
      onSuccess: () => {
        notifyDone(`Source “${name}” deleted`)
        onRemoved()
      },
    }),
  )
  const enable = () =>
    update.mutate({ id, enabled: true }, { onSuccess: () => notifyDone(`“${name}” is enabled`) })
  const disable = () =>
    update.mutate(
      { id, enabled: false },
      {
        onSuccess: () =>
          notifyUndoable(
            `“${name}” is disabled`,
            isMailbox(connection.kind)
              ? 'Nothing is fetched from it any more.'
              : 'It takes no more messages.',
            enable,
          ),
      },
    )
  return (
    <Group gap="xs">
      {canDelete && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} />}
          loading={remove.isPending}
          onClick={() =>
            confirmDanger({
              title: `Delete “${name}”?`,
              body: 'Nothing came from it so far. Its settings and its secret are deleted for good.',
              verb: 'Delete',
              onConfirm: () => remove.mutate({ id }),
            })
          }
        >
          Delete
        </Button>
      )}
      <Button
        variant="default"
        leftSection={enabled ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        loading={update.isPending}
        title={
          enabled && !canDelete
            ? 'Messages came from it, so that it can be disabled but not deleted'
            : undefined
        }
        onClick={enabled ? disable : enable}
      >
        {enabled ? 'Disable' : 'Enable'}
      </Button>
    </Group>
  )
}
