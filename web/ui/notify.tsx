import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { Problem } from '../lib/problem.ts'

const UNDO_MS = 10_000
const undoable = new Map<string, () => void>()
let noticesSoFar = 0

/** Says that something was done. */
export function notifyDone(title: string, message = ''): void {
  notifications.show({ title, message, icon: <IconCheck size={16} />, color: 'teal', autoClose: 6000 })
}

/** Says what went wrong, in the server's words. */
export function notifyProblem({ detail }: Pick<Problem, 'detail'>): void {
  notifications.show({
    title: 'That did not work',
    message: detail,
    icon: <IconAlertTriangle size={16} />,
    color: 'red',
    autoClose: 12_000,
  })
}

/** Says that something was done and lets it be taken back for ten seconds, by button or by `undoLast`. */
export function notifyUndoable(title: string, message: string, undo: () => void): void {
  const id = `undoable-${noticesSoFar++}`
  undoable.set(id, undo)
  notifications.show({
    id,
    title,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" c="dimmed">
          {message}
        </Text>
        <Button size="compact-sm" variant="light" onClick={() => undoLast(id)}>
          Undo
        </Button>
      </Group>
    ),
    icon: <IconCheck size={16} />,
    color: 'teal',
    autoClose: UNDO_MS,
    withAutoCloseProgress: true,
    onClose: () => undoable.delete(id),
  })
}

/** Takes the newest undoable thing back while its notice stands; does nothing afterwards. */
export function undoLast(id = [...undoable.keys()].at(-1)): void {
  const undo = id && undoable.get(id)
  if (!undo) return
  undoable.delete(id)
  notifications.hide(id)
  undo()
}
