import { Badge, Loader } from '@mantine/core'
import { IconBan, IconCheck, IconClock, IconExclamationCircle, IconEyeCheck } from '@tabler/icons-react'
import type { Preview } from './reparse-search.ts'

const LOOKS = {
  queued: { word: 'Waiting', icon: <IconClock size={13} /> },
  running: { word: 'Reading', icon: <Loader size={11} /> },
  ready: { word: 'Ready to look at', icon: <IconEyeCheck size={13} /> },
  applying: { word: 'Applying', icon: <Loader size={11} /> },
  applied: { word: 'Applied', icon: <IconCheck size={13} /> },
  cancelled: { word: 'Cancelled', icon: <IconBan size={13} /> },
  failed: { word: 'Failed', icon: <IconExclamationCircle size={13} /> },
} as const satisfies Record<Preview['state'], unknown>

/** How far a preview is. */
export function PreviewState({ state }: { state: Preview['state'] }) {
  const { word, icon } = LOOKS[state]
  return (
    <Badge variant="default" leftSection={icon}>
      {word}
    </Badge>
  )
}
