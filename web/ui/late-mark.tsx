import { IconClockCheck } from '@tabler/icons-react'
import classes from './marks.module.css'

/** Beside a missed run whose report came after all. */
export function LateMark() {
  return (
    <span className={classes.mark} data-mark="late">
      <IconClockCheck size={13} aria-hidden />
      arrived late
    </span>
  )
}
