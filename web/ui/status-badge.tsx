import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconClock,
  IconClockX,
  IconMoonStars,
  IconShieldCheckFilled,
} from '@tabler/icons-react'
import type { RunStatus } from '../../contract/base.ts'
import classes from './status-badge.module.css'

/**
 * What a run counts as: its own status, or the blue success that a rule of ours made of it. A day or a slot may also still be
 * expected, or excused by a holiday or maintenance.
 */
export type ShownStatus = RunStatus | 'override' | 'expected' | 'excused'

const LOOKS = {
  success: { word: 'Success', Icon: IconCircleCheckFilled },
  warning: { word: 'Warning', Icon: IconAlertTriangleFilled },
  failed: { word: 'Failed', Icon: IconCircleXFilled },
  missed: { word: 'Missed', Icon: IconClockX },
  expected: { word: 'Expected', Icon: IconClock },
  excused: { word: 'Excused', Icon: IconMoonStars },
  override: { word: 'Success (override)', Icon: IconShieldCheckFilled },
} as const satisfies Record<ShownStatus, unknown>

interface StatusBadgeProps {
  status: ShownStatus
  size?: 'sm' | 'lg'
}

/** A status as icon, word and colour, never colour alone. */
export function StatusBadge({ status, size = 'sm' }: StatusBadgeProps) {
  const { word, Icon } = LOOKS[status]
  return (
    <span className={classes.badge} data-status={status} data-size={size}>
      <Icon size={size === 'lg' ? 18 : 13} aria-hidden />
      {word}
    </span>
  )
}

/** The same status as a bare icon with its word for screen readers; for tight places. */
export function StatusIcon({ status, size = 15 }: { status: ShownStatus; size?: number }) {
  const { word, Icon } = LOOKS[status]
  return (
    <span className={classes.icon} data-status={status} title={word}>
      <Icon size={size} aria-hidden />
      <span className={classes.hidden}>{word}</span>
    </span>
  )
}

/** The word of a status, as people read it. */
export function statusWord(status: ShownStatus): string {
  return LOOKS[status].word
}

/** What to show for a run whose effective status may differ from the reported one. */
export function shownStatus(run: { status: RunStatus; effectiveStatus: RunStatus }): ShownStatus {
  return run.effectiveStatus === 'success' && run.status !== 'success' ? 'override' : run.effectiveStatus
}
