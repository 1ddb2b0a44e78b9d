import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'

interface Danger {
  title: string
  body: string
  /** The verb on the button, such as "Delete". */
  verb: string
  onConfirm: () => void
}

/** Asks before something that cannot be taken back. */
export function confirmDanger({ title, body, verb, onConfirm }: Danger): void {
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{body}</Text>,
    labels: { confirm: verb, cancel: 'Cancel' },
    confirmProps: { color: 'red.8' },
    centered: true,
    onConfirm,
  })
}
