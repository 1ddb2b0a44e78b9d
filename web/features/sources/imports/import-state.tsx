import { Loader } from '@mantine/core'
import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react'
import type { Import } from '../source.ts'
import classes from './import-state.module.css'

const LOOKS = {
  running: { word: 'Running', Icon: null },
  complete: { word: 'Complete', Icon: IconCircleCheckFilled },
  incomplete: { word: 'Not complete', Icon: IconCircleXFilled },
  cancelled: { word: 'Cancelled', Icon: IconPlayerStopFilled },
  interrupted: { word: 'Interrupted', Icon: IconAlertTriangleFilled },
} as const satisfies Record<Import['state'], unknown>

/** How an import ended, as icon, word and colour. */
export function ImportState({ state, error }: Pick<Import, 'state' | 'error'>) {
  const isPartly = state === 'complete' && error !== null
  const { Icon } = LOOKS[state]
  const word = isPartly ? 'Complete, with problems' : LOOKS[state].word
  return (
    <span className={classes.root} data-state={isPartly ? 'interrupted' : state} title={error ?? word}>
      {Icon ? <Icon size={15} aria-hidden /> : <Loader size={13} aria-hidden />}
      <span className={classes.word}>{word}</span>
    </span>
  )
}
